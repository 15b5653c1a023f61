using System.Collections.Immutable;
using System.Text;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>A push in query and form, each parameter where the caller put it.</summary>
internal sealed record AliyunWire : WireState
{
    public required string Method { get; init; }

    /// <summary>Of the API that was called.</summary>
    public string Version { get; init; } = "";

    public required Parameters Query { get; init; }

    public required Parameters Form { get; init; }

    public required ImmutableArray<Recipient> Recipients { get; init; }

    public required ImmutableArray<MessageContent> Contents { get; init; }

    /// <summary>For each content, for each of its fields.</summary>
    public required ImmutableArray<ImmutableArray<AliyunField>> Fields { get; init; }

    /// <summary>SendSms: the numbers as they stood in the list. Empty where columns hold them.</summary>
    public ImmutableArray<string> Numbers { get; init; } = [];

    /// <summary>SendBatchSms: lists of one entry a recipient. Who leaves one leaves all.</summary>
    public ImmutableArray<JsonColumn> Columns { get; init; } = [];

    /// <summary>The parameters that change for this decision.</summary>
    public IReadOnlyDictionary<string, string> Rewrite(Decision decision)
    {
        DecisionChecks.MustForward(decision);
        var removed = Enumerable.Range(0, Recipients.Length).Where(index => !decision.Sends(index)).ToList();
        var edits = new Dictionary<string, JsonEdits>();
        foreach (var column in removed.Count == 0 ? [] : Columns)
        {
            foreach (var index in removed)
                Edits(column.Source).Remove(new JsonPlace(column.Entries, index));
        }

        // A variant that nobody reads any more has left with its recipients.
        foreach (var content in Recipients.Where((_, index) => decision.Sends(index)).Select(recipient => recipient.Content).Distinct())
        {
            foreach (var rewrite in decision.Contents[content].Rewrites)
                Rewrite(content, rewrite);
        }

        var changed = edits.ToDictionary(edit => edit.Key, edit => Encoding.UTF8.GetString(edit.Value.Apply().Span));
        if (removed.Count > 0 && !Numbers.IsEmpty)
            changed["PhoneNumbers"] = string.Join(',', Numbers.Where((_, index) => decision.Sends(index)));
        return changed;

        // A template wants all of its variables: a dropped one leaves an empty text.
        void Rewrite(int content, FieldRewrite rewrite)
        {
            var field = Fields[content][rewrite.Field];
            if (field.Source is not { } source)
                throw new InvalidOperationException($"{Contents[content].Fields[rewrite.Field].Name} cannot carry another text.");
            Edits(source).Replace(field.Place, rewrite.Text ?? "");
        }

        JsonEdits Edits(JsonParameter source)
        {
            if (!edits.TryGetValue(source.Name, out var found))
                edits.Add(source.Name, found = new JsonEdits(source.Bytes));
            return found;
        }
    }
}

/// <summary>A parameter whose text is JSON.</summary>
internal sealed record JsonParameter(string Name, ReadOnlyMemory<byte> Bytes);

internal sealed record JsonColumn(JsonParameter Source, JsonContainer Entries);

/// <param name="Source">Null where the provider takes no other text.</param>
internal readonly record struct AliyunField(JsonParameter? Source, JsonPlace Place);
