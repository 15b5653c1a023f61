namespace Compliance.Rules.Wording;

internal enum Spelling : byte
{
    Character,
    Latin,
    Digit,
    Split,
}

/// <summary>The folded text read aloud: one syllable a character, a Latin syllable, a lone digit or a split character.</summary>
internal sealed class SpelledText
{
    public const int LongestLatin = 24;

    /// <summary>Characters from one letter of a syllable to the next.</summary>
    private const int LongestNoise = 3;
    private const string Numerals = "零一二三四五六七八九";

    public char[] Syllable = new char[512];
    public Spelling[] Spelling = new Spelling[512];

    /// <summary>First and last symbol of each syllable in the folded text.</summary>
    public int[] First = new int[512];
    public int[] Last = new int[512];

    public int Count { get; private set; }

    /// <summary>Reads the surroundings of each place that is no plain character; what lies between cannot be part of the same term.</summary>
    /// <param name="specials">Symbols, ascending, at which Latin letters, a digit or a split character begin.</param>
    /// <param name="reach">How many characters a term may go on to either side.</param>
    /// <param name="syllables">Syllable of each character.</param>
    public void Read(FoldedText folded, List<int> specials, int reach, char[] syllables, SplitCharacters splits)
    {
        if (Syllable.Length < 2 * folded.Count)
        {
            Syllable = new char[2 * folded.Symbols.Length];
            Spelling = new Spelling[2 * folded.Symbols.Length];
            First = new int[2 * folded.Symbols.Length];
            Last = new int[2 * folded.Symbols.Length];
        }
        Count = 0;
        var symbols = folded.Symbols.AsSpan(0, folded.Count);
        var read = 0;
        foreach (var special in specials)
        {
            if (special < read)
                continue;
            var from = Math.Max(read, special - reach);
            while (from > read && symbols[from] < 0x80)
                from--;
            if (from > read)
                Put('\0', Wording.Spelling.Character, from - 1, from - 1);
            read = ReadOn(folded, symbols, from, special, reach, syllables, splits);
        }
    }

    /// <returns>The first symbol not read: so many characters behind the last special place.</returns>
    private int ReadOn(
        FoldedText folded,
        ReadOnlySpan<char> symbols,
        int at,
        int special,
        int reach,
        char[] syllables,
        SplitCharacters splits
    )
    {
        var end = special + reach;
        while (at < symbols.Length && at <= end)
        {
            var symbol = symbols[at];
            if (symbol < 0x80)
            {
                at = char.IsAsciiDigit(symbol) ? ReadDigits(symbols, at) : ReadLatin(folded, symbols, at);
                end = Math.Max(end, at + reach);
            }
            else if (splits.WidthAt(symbols, at, out var whole) is > 0 and var width)
            {
                at = Put(syllables[whole], Wording.Spelling.Split, at, at + width - 1);
                end = at + reach;
            }
            else
            {
                at = Put(syllables[symbol], Wording.Spelling.Character, at, at);
            }
        }
        return at;
    }

    private int Put(char syllable, Spelling spelling, int first, int last)
    {
        Syllable[Count] = syllable;
        Spelling[Count] = spelling;
        First[Count] = first;
        Last[Count++] = last;
        return last + 1;
    }

    private int ReadDigits(ReadOnlySpan<char> symbols, int at)
    {
        var end = at + 1;
        while (end < symbols.Length && char.IsAsciiDigit(symbols[end]))
            end++;
        return end - at == 1
            ? Put(Syllables.OfCharacter[Numerals[symbols[at] - '0']], Wording.Spelling.Digit, at, at)
            : Put('\0', Wording.Spelling.Digit, at, end - 1);
    }

    /// <summary>Letters for which a digit among them may stand (d1ng, ha0); the others stand for none.</summary>
    private const string LettersOfDigits = "oi ea s   ";

    /// <summary>Letters that stand together in the original; where they are no syllables, also those of one syllable with noise between (b ao, z.u.i).</summary>
    private int ReadLatin(FoldedText folded, ReadOnlySpan<char> symbols, int at)
    {
        var end = at + 1;
        while (end < symbols.Length && char.IsAsciiLetterLower(symbols[end]) && folded.Starts[end] == folded.Starts[end - 1] + 1)
            end++;
        Span<byte> cuts = stackalloc byte[LongestLatin];
        if (end < symbols.Length && char.IsAsciiDigit(symbols[end]) && ReadWithDigits(folded, symbols, at, cuts) is var read && read > end)
            return read;
        var count = end - at > LongestLatin ? 0 : Syllables.Cut(symbols[at..end], cuts);
        if (count == 0 && EndOfSpaced(folded, symbols, at, end) is var spaced && spaced > end)
        {
            end = spaced;
            count = Syllables.Cut(symbols[at..end], cuts);
        }
        if (count == 0)
            return Put('\0', Wording.Spelling.Latin, at, end - 1);
        for (var cut = 0; cut < count; cut++)
        {
            Put(Syllables.NumberOf(symbols.Slice(at, cuts[cut])), Wording.Spelling.Latin, at, at + cuts[cut] - 1);
            at += cuts[cut];
        }
        return end;
    }

    /// <returns>Behind the letters and the digits among them, where together they are pinyin; else where they begin.</returns>
    private int ReadWithDigits(FoldedText folded, ReadOnlySpan<char> symbols, int at, Span<byte> cuts)
    {
        Span<char> letters = stackalloc char[LongestLatin];
        var count = 0;
        for (; count < LongestLatin && at + count < symbols.Length; count++)
        {
            var symbol = symbols[at + count];
            if (symbol >= 0x80 || count > 0 && Distance(folded, at + count) != 1)
                break;
            letters[count] = char.IsAsciiDigit(symbol) ? LettersOfDigits[symbol - '0'] : symbol;
        }
        // A digit at the end is a letter only in a single syllable: that of di1 is a number.
        var syllables = Syllables.Cut(letters[..count], cuts);
        if (syllables == 0 || syllables > 1 && char.IsAsciiDigit(symbols[at + count - 1]))
            return at;
        var begin = at;
        for (var cut = 0; cut < syllables; cut++)
            at = Put(Syllables.NumberOf(letters.Slice(at - begin, cuts[cut])), Wording.Spelling.Latin, at, at + cuts[cut] - 1);
        return at;
    }

    /// <returns>Where one syllable ends that begins with the letters up to <paramref name="end"/> and goes on behind noise; else <paramref name="end"/>.</returns>
    private static int EndOfSpaced(FoldedText folded, ReadOnlySpan<char> symbols, int at, int end)
    {
        var longest = end;
        for (
            var next = end;
            next < symbols.Length
                && next - at < Syllables.LongestSyllable
                && char.IsAsciiLetterLower(symbols[next])
                && Distance(folded, next) <= LongestNoise;
            next++
        )
            if (
                (next + 1 == symbols.Length || !char.IsAsciiLetterLower(symbols[next + 1]) || Distance(folded, next + 1) > 1)
                && Syllables.IsOne(symbols[at..(next + 1)])
            )
                longest = next + 1;
        return longest;
    }

    private static int Distance(FoldedText folded, int symbol) => folded.Starts[symbol] - folded.Starts[symbol - 1];
}
