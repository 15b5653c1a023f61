namespace Compliance.Rules.Wording;

/// <summary>
/// A text's folded symbols with the place of each in the original. The buffers are kept for the next text of the same thread.
/// Runs of one Chinese character become a single symbol (最最最 → 最).
/// </summary>
internal sealed class FoldedText(int capacity = 512)
{
    /// <summary>Folded symbols: letters, Latin in lower case, ASCII digits; separators and what cannot be seen are left out.</summary>
    public char[] Symbols = new char[capacity];

    /// <summary>Index in the original, in UTF-16 units, at which each symbol starts.</summary>
    public int[] Starts = new int[capacity];

    public int Count { get; private set; }

    public void Fold(ReadOnlySpan<char> text)
    {
        if (Symbols.Length < text.Length * 3)
        {
            Symbols = new char[text.Length * 3];
            Starts = new int[text.Length * 3];
        }
        var symbols = Symbols;
        var starts = Starts;
        var units = FoldingTable.Units;
        var count = 0;
        var last = 0u;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = units[text[i]];
            if (unit < FoldingTable.FirstLeftOut)
            {
                if (unit == last && unit <= 0xFFFF)
                    continue;
                // Written also when it ends a clause, and then not counted: no branch on what nobody can foretell.
                symbols[count] = (char)unit;
                starts[count] = i;
                count += unit < FoldingTable.FirstEnd ? 1 : 0;
                last = unit;
            }
            else if (unit >= FoldingTable.FirstOfSeveral)
            {
                Count = count;
                (i, last) = Append(text, i, last);
                count = Count;
            }
            else if (FoldingTable.ShapeOf(unit) == Shape.DigitLike)
            {
                if (
                    DigitLike((char)unit, count > 0 ? symbols[count - 1] : ' ', i + 1 < text.Length ? text[i + 1] : ' ')
                    is not ' '
                        and var read
                )
                {
                    symbols[count] = read;
                    starts[count++] = i;
                    last = read;
                }
            }
            else if (unit >= FoldingTable.FirstToLookAt && count > 0)
            {
                i += BracketedSpelling(text[i..]);
            }
        }
        Count = count;
    }

    /// <summary>Where the original of a symbol ends: behind its repetitions and the marks on it, before what separates it from the next.</summary>
    public int EndOf(ReadOnlySpan<char> text, int index)
    {
        var end = Starts[index] + Width(text, Starts[index]);
        var limit = text.Length;
        for (var next = index + 1; next < Count; next++)
        {
            if (Starts[next] == Starts[index])
                continue;
            limit = Starts[next];
            break;
        }
        for (var i = end; i < limit; )
        {
            var unit = FoldingTable.Units[text[i]];
            var width = Width(text, i);
            if (unit == Symbols[index] || text[i] is '\uFE0F' or '\u20E3' || IsMark(text[i]))
                end = i + width;
            else if (unit <= 0xFFFF || FoldingTable.ShapeOf(unit) is Shape.ClauseEnd or Shape.SentenceEnd)
                break;
            i += width;
        }
        return end;
    }

    /// <summary>True when the symbol stands for more than one character.</summary>
    public bool IsRun(ReadOnlySpan<char> text, int index)
    {
        var limit = index + 1 < Count ? Starts[index + 1] : text.Length;
        var times = 0;
        for (var i = Starts[index]; i < limit; i++)
            if (FoldingTable.Units[text[i]] == Symbols[index])
                times++;
        return times > 1;
    }

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.EnclosingMark;

    private static int Width(ReadOnlySpan<char> text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>O and l beside a digit are digits; a stroke is 一 behind 第 and 唯 (第|品牌), and else no symbol at all.</summary>
    private static char DigitLike(char drawn, char before, char behind) =>
        drawn is '|' or '丨'
            ? before is '第' or '唯'
                ? '一'
                : ' '
            : before is '第' && drawn == 'l'
                ? '一'
                : !char.IsAsciiDigit(before) || behind is not ('%' or '％' or 'o' or 'O' or 'l') && !char.IsAsciiDigit(behind)
                    ? drawn
                    : drawn == 'o'
                        ? '0'
                        : '1';

    /// <summary>A pinyin gloss, 佳(jiā), says nothing of its own: its length without the opening bracket, or 0.</summary>
    internal static int BracketedSpelling(ReadOnlySpan<char> text)
    {
        var latin = 0;
        for (var i = 1; i < text.Length && i <= 12; i++)
        {
            switch (FoldingTable.ShapeOf(FoldingTable.Units[text[i]]))
            {
                case Shape.Latin:
                case Shape.DigitLike:
                    latin++;
                    break;
                case Shape.Invisible:
                    break;
                case Shape.Separator when latin is > 0 and <= 6 && text[i] is ')' or '）' or ']' or '］' or '】':
                    return i;
                default:
                    return 0;
            }
        }
        return 0;
    }

    /// <summary>Code points that are not one unit to one.</summary>
    /// <returns>The last unit read, and the letter of which no more may follow.</returns>
    private (int At, uint Last) Append(ReadOnlySpan<char> text, int at, uint last)
    {
        var code = (int)text[at];
        var end = at;
        if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            code = char.ConvertToUtf32(text[at], text[at + 1]);
            end++;
        }
        if (!FoldingTable.Several.TryGetValue(code, out var folded))
            return (end, last);
        foreach (var c in folded)
        {
            var shape = FoldingTable.ShapeOf(FoldingTable.Units[c]);
            if (shape > Shape.Digit && !char.IsAsciiLetter(c) || shape == Shape.Letter && c == last)
                continue;
            last = shape == Shape.Letter ? c : 0u;
            Symbols[Count] = c;
            Starts[Count++] = at;
        }
        return (end, last);
    }
}
