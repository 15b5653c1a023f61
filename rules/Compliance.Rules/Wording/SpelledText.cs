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
    private const string Numerals = "零一二三四五六七八九";

    public char[] Syllable = new char[512];
    public Spelling[] Spelling = new Spelling[512];

    /// <summary>First and last symbol of each syllable in the folded text.</summary>
    public int[] First = new int[512];
    public int[] Last = new int[512];

    public int Count { get; private set; }

    /// <param name="splits">First parts of split characters, and the wholes that matter.</param>
    public void Read(FoldedText folded, SplitCharacters splits)
    {
        if (Syllable.Length < folded.Count)
        {
            Syllable = new char[folded.Symbols.Length];
            Spelling = new Spelling[folded.Symbols.Length];
            First = new int[folded.Symbols.Length];
            Last = new int[folded.Symbols.Length];
        }
        Count = 0;
        var symbols = folded.Symbols.AsSpan(0, folded.Count);
        for (var i = 0; i < symbols.Length;)
        {
            var symbol = symbols[i];
            if (symbol >= 0x80)
            {
                var width = splits.WidthAt(symbols, i, out var whole);
                i = width == 0
                    ? Put(Syllables.OfCharacter[symbol], Wording.Spelling.Character, i, i)
                    : Put(Syllables.OfCharacter[whole], Wording.Spelling.Split, i, i + width - 1);
            }
            else
            {
                i = char.IsAsciiDigit(symbol) ? ReadDigits(symbols, i) : ReadLatin(folded, symbols, i);
            }
        }
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

    /// <summary>Letters that stand together in the original.</summary>
    private int ReadLatin(FoldedText folded, ReadOnlySpan<char> symbols, int at)
    {
        var end = at + 1;
        while (end < symbols.Length && char.IsAsciiLetterLower(symbols[end]) && folded.Starts[end] == folded.Starts[end - 1] + 1)
            end++;
        Span<byte> cuts = stackalloc byte[LongestLatin];
        var count = end - at > LongestLatin ? 0 : Syllables.Cut(symbols[at..end], cuts);
        if (count == 0)
            return Put('\0', Wording.Spelling.Latin, at, end - 1);
        for (var cut = 0; cut < count; cut++)
        {
            Put(Syllables.NumberOf(symbols.Slice(at, cuts[cut])), Wording.Spelling.Latin, at, at + cuts[cut] - 1);
            at += cuts[cut];
        }
        return end;
    }
}
