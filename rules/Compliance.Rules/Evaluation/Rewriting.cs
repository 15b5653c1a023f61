using System.Collections.Immutable;
using System.Text;
using Compliance.Rules.Decisions;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;
using Compliance.Rules.MustContain;

namespace Compliance.Rules.Evaluation;

/// <summary>
/// Carries out what the rules ask for: drop, then mask, then append; on one target what hides more wins. What the channel can't carry (a field that may not
/// change, a text that becomes too long) denies the variant by the rule that asked.
/// </summary>
internal static class Rewriting
{
    private const char Star = '*';

    public static ImmutableArray<FieldRewrite> Of(ContentCase content)
    {
        var rewrites = ImmutableArray.CreateBuilder<FieldRewrite>();
        foreach (var changes in content.Changes.GroupBy(change => change.Obligation.Field).OrderBy(changes => changes.Key))
        {
            var (field, asked) = (changes.Key, changes.ToList());
            if (!content.Content.Fields[field].Editable)
                foreach (var change in asked)
                    content.Deny(change.Rule, Reasons.NotEditable);
            else
                rewrites.Add(new(field, Rewritten(content, content.Content.Fields[field], asked)));
        }
        return rewrites.ToImmutable();
    }

    /// <summary>The field that a text is added to: the title, or the first or last text. -1: the channel has none (its text is fixed at the provider).</summary>
    public static int Target(MessageContent content, TextPlace where)
    {
        var role = where == TextPlace.TitleStart ? FieldRole.Title : FieldRole.Text;
        var found = -1;
        for (var i = 0; i < content.Fields.Length; i++)
            if (content.Fields[i].Role == role)
            {
                found = i;
                if (where is TextPlace.Start or TextPlace.TitleStart)
                    break;
            }
        return found;
    }

    private static string? Rewritten(ContentCase content, ContentField field, List<PendingChange> asked)
    {
        if (asked.Exists(change => change.Obligation.Kind == ObligationKind.DropField))
            return null;
        var text = Masked(field.Text, asked);
        foreach (var change in asked.Where(change => change.Obligation.Kind == ObligationKind.Append).OrderBy(change => change.Rule.Order))
        {
            if (text.Contains(change.Append!, StringComparison.Ordinal))
                continue;
            text = change.Front ? change.Append + text : text + change.Append;
            if (field.MaxBytes is { } most && Encoding.UTF8.GetByteCount(text) > most)
                content.Deny(change.Rule, Reasons.TooLong);
        }
        return text;
    }

    private static string Masked(string text, List<PendingChange> asked)
    {
        var spans = asked
            .Where(change => change is { Kind: not null, Obligation.Kind: ObligationKind.Mask })
            .Select(change => new PersonalDataSpan(change.Kind!.Value, change.Obligation.Start, change.Obligation.Length))
            .Distinct()
            .OrderBy(span => span.Start)
            .ToList();
        if (spans.Count > 0)
            text = Masker.Mask(text, spans);
        foreach (var change in asked)
            if (change is { Kind: null, Obligation: { Kind: ObligationKind.Mask } hide })
                text = string.Concat(text.AsSpan(0, hide.Start), new string(Star, hide.Length), text.AsSpan(hide.Start + hide.Length));
        return text;
    }
}
