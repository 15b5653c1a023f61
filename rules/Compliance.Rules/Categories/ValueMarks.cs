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
internal sealed class ValueMarks(GuardSettings settings, NamePlaces names)
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
            if (values is [.., var (last, _)] && HoldsLetter(content.Text.Span[last.End..piece.Start]))
            {
                Across(rule, content, joined.ToString(), values);
                values.Clear();
                joined.Clear();
            }

            values.Add((piece, joined.Length));
            joined.Append(content.Text.Span.Slice(piece.Start, piece.Length));
            InOne(rule, content, piece);
        }

        Across(rule, content, joined.ToString(), values);
    }

    private void InOne(CompiledRule rule, ContentCase content, Piece piece)
    {
        var value = content.Text.Span.Slice(piece.Start, piece.Length);
        if (names.Hold(content, piece) || settings.In == GuardReach.ValueClause && VariableTypes.IsDatum(value))
            return;
        if (Folding.Of(value) is var folded && _lone.Contains(folded))
            content.Marks.Add(new(piece.Start, piece.Length, folded, null));
        foreach (var hit in Scan(rule, content, value))
            if (Counts(value, hit) && !ThingNames.Hold(value, hit.Start, hit.Length))
                content.Marks.Add(new(piece.Start + hit.Start, hit.Length, hit.Term, null));
    }

    /// <summary>A word of the text's list must be the whole value; what is more than that is read with the template around it.</summary>
    private bool Counts(ReadOnlySpan<char> value, WordHit hit)
    {
        var rest = value[(hit.Start + hit.Length)..];
        return settings.In switch
        {
            GuardReach.Value or GuardReach.ValueClause => true,
            GuardReach.ValueEnd => rest.IsEmpty || !char.IsLetterOrDigit(rest[0]),
            _ => !HoldsLetter(value[..hit.Start]) && !HoldsLetter(rest),
        };
    }

    /// <summary>A word that goes on is another one: after an order's number 折返跑鞋 is no price.</summary>
    private void Across(CompiledRule rule, ContentCase content, string joined, List<(Piece Piece, int At)> values)
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

    private IEnumerable<WordHit> Scan(CompiledRule rule, ContentCase content, ReadOnlySpan<char> text)
    {
        var words = settings.In == GuardReach.Text ? content.Set.Words : content.Set.ValueWords;
        return words?.Find(rule, text, content.Message.Industry) ?? [];
    }

    internal static bool HoldsLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (char.IsLetter(c))
                return true;
        return false;
    }
}
