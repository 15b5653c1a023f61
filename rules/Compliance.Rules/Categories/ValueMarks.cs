using System.Collections.Frozen;
using System.Text;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Messages;
using Compliance.Rules.Wording;
using Piece = Compliance.Rules.Evaluation.Piece;

namespace Compliance.Rules.Categories;

/// <summary>
/// What the values of a template say by themselves, without what its text puts before, between and behind them: a text that speaks of an order excuses no
/// value that is nothing but an advertisement, and a comma between two values does not part the word that they make together. Words of the template
/// between them do.
/// </summary>
internal sealed class ValueMarks(GuardSettings settings)
{
    private readonly FrozenSet<string> _lone = settings.Lone.Select(word => Folding.Of(word)).ToFrozenSet(StringComparer.Ordinal);

    public void Find(CompiledRule rule, ContentCase content)
    {
        if (content.Template is not { } template)
            return;
        var joined = new StringBuilder();
        var values = new List<(Piece Piece, int At)>();
        foreach (var piece in content.Text.Pieces)
        {
            var field = content.Content.Fields[piece.Field];
            if (field.Role != FieldRole.Variable || !VariableTypes.IsOpen(template, field.Variable))
                continue;
            var value = content.Text.Span.Slice(piece.Start, piece.Length);
            if (values is [.., var (last, _)] && HoldsLetter(content.Text.Span[(last.Start + last.Length)..piece.Start]))
            {
                Across(rule, content, joined.ToString(), values);
                values.Clear();
                joined.Clear();
            }

            values.Add((piece, joined.Length));
            joined.Append(value);
            if (!NamesWhatWasOrdered(content, piece) && Alone(rule, content, value) is { } term)
                content.Marks.Add(new(piece.Start, piece.Length, term, null));
        }

        Across(rule, content, joined.ToString(), values);
    }

    /// <summary>What the whole value is; null where it is more, or something else.</summary>
    private string? Alone(CompiledRule rule, ContentCase content, ReadOnlySpan<char> value)
    {
        var folded = Folding.Of(value);
        if (_lone.Contains(folded))
            return folded;
        foreach (var hit in Scan(rule, content, value))
            if (!HoldsLetter(value[..hit.Start]) && !HoldsLetter(value[(hit.Start + hit.Length)..]))
                return hit.Term;
        return null;
    }

    /// <summary>A word that goes on is another one: after an order's number 折返跑鞋 is no price.</summary>
    private static void Across(CompiledRule rule, ContentCase content, string joined, List<(Piece Piece, int At)> values)
    {
        if (values.Count < 2)
            return;
        foreach (var hit in Scan(rule, content, joined))
        {
            var (piece, at) = values.FindLast(value => value.At <= hit.Start);
            var end = hit.Start + hit.Length;
            var ends = values.Exists(value => value.At + value.Piece.Length == end) || !char.IsLetter(joined[end]);
            if (ends && end > at + piece.Length)
                content.Marks.Add(new(piece.Start + hit.Start - at, piece.Length - (hit.Start - at), hit.Term, null));
        }
    }

    private static IEnumerable<WordHit> Scan(CompiledRule rule, ContentCase content, ReadOnlySpan<char> text)
    {
        var hits = new List<WordHit>();
        content.Set.Words?.Scan(text, content.Message.Industry, hits);
        return hits.Where(hit => ReferenceEquals(content.Set.RuleOf(hit), rule));
    }

    /// <summary>The template's own text says so just before the value: 您购买的{1}.</summary>
    private bool NamesWhatWasOrdered(ContentCase content, Piece piece)
    {
        var before = content.Text.Span[..piece.Start].TrimEnd("“”\"'《【[「（(：: ");
        foreach (var named in settings.Named)
            if (before.EndsWith(named, StringComparison.Ordinal) && content.Text.Copied(before.Length - named.Length, named.Length) == 0)
                return true;
        return false;
    }

    private static bool HoldsLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (char.IsLetter(c))
                return true;
        return false;
    }
}
