namespace Compliance.Rules.Wording;

/// <summary>
/// Whether what stands between the symbols of a find is noise, or shows that they do not belong together. Noise is at most three separators in a row; the end of a
/// clause counts as noise only where every symbol is separated (最。低。价) or the term is long (稳赚，不赔); that of a line only in a column, of one or two symbols a line, or inside of a word.
/// </summary>
internal static class GapRules
{
    private const int MostSeparators = 3;
    private const int LongTerm = 4;
    private const int WidestColumn = 2;
    private const string Opening = "(（[［【「『“‘《〈<";
    private const string Closing = ")）]］】」』”’》〉>";

    public static bool IsOneTerm(ReadOnlySpan<char> text, FoldedText folded, Candidate find, out Evasion evasion)
    {
        evasion = Evasion.None;
        var start = folded.Starts[find.First];
        var depth = start > 0 && Opening.Contains(text[start - 1]) ? 1 : 0;
        int gaps = 0,
            broken = 0;
        for (var i = find.First; i <= find.Last; i++)
        {
            if (i < find.Last && folded.Starts[i + 1] == folded.Starts[i])
                continue;
            if (text[folded.Starts[i]] != folded.Symbols[i])
                evasion = Max(evasion, Evasion.Form);
            var end = i < find.Last ? folded.Starts[i + 1] : folded.EndOf(text, i);
            var gap = Measure(text[(folded.Starts[i] + 1)..end], folded.Symbols[i], ref depth);
            evasion = Max(evasion, gap.Evasion);
            if (
                gap.Separators > MostSeparators
                || gap.LineEnd && !find.Pattern.Phrase.IsWide && !IsColumn(text, folded, i) && !EverydayWords.IsBrokenBehind(folded, i)
            )
                return false;
            gaps += gap.Separators > 0 || gap.Broken ? 1 : 0;
            broken += gap.Broken && !gap.LineEnd ? 1 : 0;
        }
        var symbols = find.Last - find.First + 1;
        var allSeparated = gaps >= 2 && gaps == symbols - 1;
        return broken == 0
            || find.Pattern.Phrase.IsWide
            || find.Pattern.Phrase.IsLiteral
                && (allSeparated || symbols >= LongTerm && broken == 1 || symbols == 2 && IsSetApart(text, folded, find));
    }

    /// <summary>
    /// The lines on both sides of the line end behind the symbol are as narrow as those of a column, and one of them holds a single symbol. Behind two lines of one
    /// symbol the text may run on in a longer line.
    /// </summary>
    private static bool IsColumn(ReadOnlySpan<char> text, FoldedText folded, int symbol)
    {
        if (symbol > 0 && BeginsLine(text, folded, symbol) && BeginsLine(text, folded, symbol - 1))
            return true;
        var before = 1;
        while (before <= WidestColumn && symbol - before >= 0 && !EndsLine(text, folded, symbol - before))
            before++;
        var behind = 1;
        while (behind <= WidestColumn && symbol + behind + 1 < folded.Count && !EndsLine(text, folded, symbol + behind))
            behind++;
        return Math.Max(before, behind) <= WidestColumn && Math.Min(before, behind) == 1;
    }

    private static bool BeginsLine(ReadOnlySpan<char> text, FoldedText folded, int symbol) =>
        symbol == 0 || EndsLine(text, folded, symbol - 1);

    private static bool EndsLine(ReadOnlySpan<char> text, FoldedText folded, int symbol) =>
        text[folded.Starts[symbol]..folded.Starts[symbol + 1]].ContainsAny('\n', '\r');

    /// <summary>Two symbols with one mark between them and the same mark behind (顶:级:).</summary>
    private static bool IsSetApart(ReadOnlySpan<char> text, FoldedText folded, Candidate find)
    {
        var mark = folded.Starts[find.First] + 1;
        var behind = folded.EndOf(text, find.Last);
        return mark + 1 == folded.Starts[find.Last] && behind < text.Length && text[behind] == text[mark];
    }

    private static (int Separators, bool Broken, bool LineEnd, Evasion Evasion) Measure(ReadOnlySpan<char> gap, char symbol, ref int depth)
    {
        var separators = 0;
        bool broken = false,
            lineEnd = false;
        var evasion = Evasion.None;
        for (var i = 0; i < gap.Length; i++)
        {
            var unit = FoldingTable.Units[gap[i]];
            switch (FoldingTable.ShapeOf(unit))
            {
                case Shape.Invisible:
                    evasion = Max(evasion, Evasion.Invisible);
                    break;
                case Shape.Letter when unit == symbol:
                    evasion = Max(evasion, Evasion.Repeated);
                    break;
                case Shape.ClauseEnd when gap is "," && char.IsAsciiDigit(symbol):
                    break;
                case Shape.SentenceEnd or Shape.ClauseEnd:
                    broken = true;
                    lineEnd |= gap[i] is '\n' or '\r';
                    evasion = Evasion.Separated;
                    break;
                case Shape.Surrogate when char.IsLowSurrogate(gap[i]):
                    break;
                case Shape.Surrogate or Shape.Separator or Shape.Opening or Shape.DigitLike:
                    if (Opening.Contains(gap[i]))
                        depth++;
                    else if (Closing.Contains(gap[i]) && --depth < 0)
                        broken = true;
                    separators++;
                    evasion = Evasion.Separated;
                    break;
            }
        }
        return (separators, broken, lineEnd, evasion);
    }

    private static Evasion Max(Evasion one, Evasion other) => one > other ? one : other;
}
