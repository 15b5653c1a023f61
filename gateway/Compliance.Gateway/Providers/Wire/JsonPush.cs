using System.Collections.Immutable;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>A push in a JSON body, read by its profile: recipients, texts, and where each of them stands.</summary>
internal sealed record JsonPush : WireState
{
    public required EndpointProfile Endpoint { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required ImmutableArray<Recipient> Recipients { get; init; }

    /// <summary>One a recipient; null where the audience stands nowhere in the body.</summary>
    public required ImmutableArray<RecipientPlace?> RecipientPlaces { get; init; }

    public required ImmutableArray<ContentField> Fields { get; init; }

    public required ImmutableArray<JsonPlace> FieldPlaces { get; init; }

    /// <summary>Audiences and unknown fields that are null: cut out.</summary>
    public ImmutableArray<JsonPlace> Nulls { get; init; } = [];

    /// <summary>Short texts at places that the profile calls a choice or an id.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public string? TemplateId { get; init; }

    /// <summary>Which of the account's group robots carries it; null = the one without a name.</summary>
    public string? Robot { get; init; }

    /// <summary>The recipient as the caller wrote him; what the provider's answer names him by.</summary>
    public string WireText(int recipient) => RecipientPlaces[recipient]?.Text ?? "";

    /// <summary>The body for this decision. The one content's rewrites go to the fields.</summary>
    public ReadOnlyMemory<byte> Rewrite(Decision decision)
    {
        DecisionChecks.MustForward(decision);
        var edits = new JsonEdits(Body);
        foreach (var unset in Nulls)
            edits.Remove(unset);
        foreach (
            var list in RecipientPlaces
                .Select((place, index) => (Place: place, Index: index))
                .Where(at => at.Place is not null)
                .GroupBy(at => at.Place!.List)
        )
        {
            var kept = list.Where(at => decision.Recipients[at.Index].Effect == Effect.Permit).ToList();
            if (kept.Count == list.Count())
                continue;
            var profile = list.First().Place!.Profile;
            if (kept.Count == 0 && !profile.MayBecomeEmpty)
                throw new InvalidOperationException($"{profile.At} would become empty, which may widen the audience.");
            if (profile.Split is { } separator)
                edits.Replace(list.First().Place!.Place, string.Join(separator, kept.Select(at => at.Place!.Text)));
            else
                foreach (var at in list.Except(kept))
                    edits.Remove(at.Place!.Place);
        }

        foreach (var rewrite in decision.Contents[0].Rewrites)
            Rewrite(edits, rewrite);
        return edits.Apply();
    }

    // In a list the place tells which variable it is: a dropped one leaves an empty text.
    private void Rewrite(JsonEdits edits, FieldRewrite rewrite)
    {
        var place = FieldPlaces[rewrite.Field];
        if (!Fields[rewrite.Field].Editable)
            throw new InvalidOperationException($"{Fields[rewrite.Field].Name} cannot carry another text.");
        if (rewrite.Text is null && place.Container.IsObject)
            edits.Remove(place);
        else
            edits.Replace(place, rewrite.Text ?? "");
    }
}

/// <param name="List">What becomes empty together: the whole container (index -1), or the one text that lists several.</param>
internal sealed record RecipientPlace(RecipientProfile Profile, JsonPlace List, JsonPlace Place, string Text);
