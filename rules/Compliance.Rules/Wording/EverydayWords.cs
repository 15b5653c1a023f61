namespace Compliance.Rules.Wording;

/// <summary>
/// How the text around a find reads as everyday words: the cheapest way to cut it, each word costing as many bits as it is rare. So 冬天|机能 is not 冬|天机|能, and
/// the 底 of 最底部 belongs to 底部 and is no 低.
/// </summary>
internal static class EverydayWords
{
    /// <summary>Symbols to either side that a word at the edge may take in, and what it leans on.</summary>
    private const int Reach = 5;

    private const int LongestWord = 4;

    /// <summary>Longest find whose inside is read too; of a longer one only its edges are.</summary>
    private const int LongestFind = 8;

    private const int MostSymbols = LongestFind + 2 * Reach;

    /// <summary>Bits of a character that is no word, or is not in the table.</summary>
    private const byte Unknown = 22;

    /// <summary>Bits of a term of two, three, four characters that everyday words do not know: in offers it is likelier than the table's newspapers say.</summary>
    private static readonly byte[] OfTerm = [0, 0, 17, 18, 20];

    /// <summary>A single character as common as this stands for itself, whatever it sounds like.</summary>
    private const byte Function = 10;

    private static readonly WordCosts Costs = WordCosts.Read(EmbeddedTable.EverydayWords, LongestWord);

    /// <summary>The words at one edge of the find, or at both, take in what lies outside of it and read better so.</summary>
    public static bool CutThrough(FoldedText folded, int first, int last)
    {
        var length = last - first + 1;
        var term = length < OfTerm.Length ? OfTerm[length] : (byte)0;
        return IsCut(folded, first, first, last, term) || IsCut(folded, last + 1, first, last, term);
    }

    /// <summary>All that is repeated in the find is a word that is written so (妈妈的), so that it hides nothing.</summary>
    public static bool AreDoubled(ReadOnlySpan<char> text, FoldedText folded, int first, int last)
    {
        var doubled = 0;
        for (var i = first; i <= last; i++)
        {
            if (!folded.IsRun(text, i))
                continue;
            var at = folded.Starts[i];
            if (!Costs.IsDoubled(folded.Symbols[i]) || at + 2 < text.Length && text[at + 2] == text[at] || text[at + 1] != text[at])
                return false;
            doubled++;
        }
        return doubled > 0;
    }

    /// <summary>An end of a word between two symbols is worse than none.</summary>
    public static bool CutThrough(FoldedText folded, int edge) => IsCut(folded, edge, edge, edge, 0);

    /// <summary>A line ends inside of a word behind the symbol (销量第/一): on neither side of it does the line's own text make another.</summary>
    public static bool IsBrokenBehind(FoldedText folded, int symbol) =>
        IsWord(folded, symbol)
        && !(symbol > 0 && Adjoin(folded, symbol) && IsWord(folded, symbol - 1))
        && !(symbol + 2 < folded.Count && Adjoin(folded, symbol + 2) && IsWord(folded, symbol + 1));

    /// <summary>These symbols are one everyday word.</summary>
    public static bool IsWord(ReadOnlySpan<char> symbols) => symbols.Length <= LongestWord && Costs.Of(symbols) > 0;

    private static bool IsWord(FoldedText folded, int symbol) => Costs.Of(folded.Symbols.AsSpan(symbol, 2)) > 0;

    /// <summary>Every symbol that differs from the term's stands in an everyday word, so that nothing is left to be read by its sound.</summary>
    public static bool Explain(FoldedText folded, int first, string term) => Explain(folded, first, first + term.Length - 1, term);

    /// <param name="term">Symbols that need no word since they are the find's own; null = all need one.</param>
    public static bool Explain(FoldedText folded, int first, int last, string? term)
    {
        if (last - first >= LongestFind)
            return false;
        var from = Math.Max(0, first - Reach);
        var to = Math.Min(folded.Count - 1, last + Reach);
        Span<byte> taken = stackalloc byte[MostSymbols + 1];
        Best(folded, from, to, -1, -1, 0, -1, taken);
        for (var at = from; at <= to; )
        {
            var length = taken[at - from];
            for (var i = Math.Max(at, first); i < at + length && i <= last; i++)
                if (folded.Symbols[i] != term?[i - first] && length == 1 && !(last - first <= 1 && BitsOf(folded, i, 1) <= Function))
                    return false;
            at += length;
        }
        return true;
    }

    private static bool IsCut(FoldedText folded, int edge, int first, int last, byte term)
    {
        if (edge <= 0 || edge >= folded.Count || !Adjoin(folded, edge))
            return false;
        var from = Math.Max(0, edge - Reach);
        var to = Math.Min(folded.Count - 1, edge + Reach - 1);
        Span<byte> taken = stackalloc byte[MostSymbols + 1];
        if (first < from || last > to)
            term = 0;
        return Best(folded, from, to, -1, first, term, last, taken) < Best(folded, from, to, edge, first, term, last, taken);
    }

    /// <summary>Fewest bits for the symbols of a window; <paramref name="taken"/> gets the length of the word that begins at each of them.</summary>
    /// <param name="edge">No word may reach over it; -1 = none.</param>
    /// <param name="term">Bits of the find as a word of its own; 0 = it is none.</param>
    private static int Best(FoldedText folded, int from, int to, int edge, int first, byte term, int last, Span<byte> taken)
    {
        var count = to - from + 1;
        Span<int> cost = stackalloc int[MostSymbols + 1];
        cost[count] = 0;
        for (var i = count - 1; i >= 0; i--)
        {
            cost[i] = int.MaxValue;
            for (var length = 1; length <= LongestWord && i + length <= count; length++)
            {
                var at = from + i;
                if (length > 1 && !Adjoin(folded, at + length - 1) || edge > at && edge < at + length)
                    break;
                int bits = BitsOf(folded, at, length);
                if (term > 0 && at == first && at + length - 1 == last)
                    bits = Math.Min(bits, term);
                if (bits == byte.MaxValue || bits + cost[i + length] >= cost[i])
                    continue;
                cost[i] = bits + cost[i + length];
                taken[i] = (byte)length;
            }
        }
        return cost[0];
    }

    private static byte BitsOf(FoldedText folded, int at, int length) =>
        Costs.Of(folded.Symbols.AsSpan(at, length)) is > 0 and var bits ? bits
        : length == 1 ? Unknown
        : byte.MaxValue;

    /// <summary>Nothing stands between the symbol and the one before it.</summary>
    private static bool Adjoin(FoldedText folded, int symbol) => folded.Starts[symbol] - folded.Starts[symbol - 1] == 1;
}
