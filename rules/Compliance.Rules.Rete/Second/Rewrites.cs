using System.Collections.Immutable;
using System.Text;
using Compliance.Rules.Decisions;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;
using Compliance.Rules.MustContain;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Rete.Second;

/// <summary>A change that a rule asks for.</summary>
/// <param name="What">What is hidden or added.</param>
internal sealed record Change(Rule Rule, ObligationKind Duty, int Field, int Start, int Length, string What)
{
    public PersonalDataKind? Data { get; init; }

    public string? Text { get; init; }

    public bool Front { get; init; }

    public bool IsSameAs(Change other) =>
        ReferenceEquals(Rule, other.Rule) && (Duty, Field, Start, Length) == (other.Duty, other.Field, other.Start, other.Length);

    public Obligation ToObligation() =>
        new()
        {
            Kind = Duty,
            Rule = Rule,
            Field = Field,
            Start = Start,
            Length = Length,
            What = What,
        };
}

/// <summary>The fields as they would leave: dropped, or hidden and added to. What the channel can't carry is the asking rule's refusal.</summary>
internal static class Rewrites
{
    public static ImmutableArray<FieldRewrite> Of(MessageContent content, List<Change> changes, Matter matter, Action<Rule, string> deny)
    {
        var rewrites = ImmutableArray.CreateBuilder<FieldRewrite>();
        for (var i = 0; i < content.Fields.Length; i++)
        {
            var (field, asked) = (content.Fields[i], changes.Where(change => change.Field == i).ToArray());
            if (asked.Length == 0)
                continue;
            if (!field.Editable)
                foreach (var change in asked)
                    deny(change.Rule, Reasons.NotEditable);
            else if (asked.Any(change => change.Duty == ObligationKind.DropField))
                rewrites.Add(new(i, null));
            else
                rewrites.Add(new(i, Added(Hidden(field.Text, asked), field, asked, matter, deny)));
        }
        return rewrites.ToImmutable();
    }

    public static bool IsFront(TextPlace where) => where is TextPlace.Start or TextPlace.TitleStart;

    /// <summary>The first field of the kind for what stands in front, else the last; -1 where the channel has none.</summary>
    public static int PlaceFor(ImmutableArray<ContentField> fields, TextPlace where)
    {
        var role = where == TextPlace.TitleStart ? FieldRole.Title : FieldRole.Text;
        int[] places = [.. Enumerable.Range(0, fields.Length).Where(i => fields[i].Role == role)];
        return places switch
        {
            [] => -1,
            _ => IsFront(where) ? places[0] : places[^1],
        };
    }

    private static string Hidden(string text, Change[] asked)
    {
        var masks = asked.Where(change => change.Duty == ObligationKind.Mask).ToArray();
        var known = masks
            .Where(change => change.Data is not null)
            .Select(change => new PersonalDataSpan(change.Data!.Value, change.Start, change.Length));
        var hidden = Masker.Mask(text, [.. known.Distinct().OrderBy(span => span.Start)]).ToCharArray();
        foreach (var change in masks.Where(change => change.Data is null))
            hidden.AsSpan(change.Start, change.Length).Fill('*');
        return new(hidden);
    }

    private static string Added(string text, ContentField field, Change[] asked, Matter matter, Action<Rule, string> deny)
    {
        foreach (var change in asked.Where(change => change.Duty == ObligationKind.Append).OrderBy(change => matter.PlaceOf(change.Rule)))
            if (!text.Contains(change.Text!, StringComparison.Ordinal))
            {
                text = change.Front ? change.Text + text : text + change.Text;
                if (Encoding.UTF8.GetByteCount(text) > (field.MaxBytes ?? int.MaxValue))
                    deny(change.Rule, Reasons.TooLong);
            }
        return text;
    }
}
