using System.Numerics;

namespace Compliance.Rules.Wording;

/// <summary>
/// Where a word may begin, told from the classes of three symbols. Most places of ordinary text begin none and are passed over here, without a branch that the text
/// could make the processor guess wrong. What passes may still begin none: beginnings share bits.
/// </summary>
internal sealed class Openings
{
    /// <summary>Asked at each symbol: few enough to stay near the processor.</summary>
    private const int PairBits = 19;

    /// <summary>Asked where the pair may begin a word, and there are many: few of them share a bit.</summary>
    private const int TripleBits = 21;
    private readonly ulong[] _pairs = new ulong[1 << PairBits - 6];
    private readonly ulong[] _triples = new ulong[1 << TripleBits - 6];

    /// <summary>The code of a class says whether its symbol is a word by itself, and is hashed together with others.</summary>
    public static uint Code(int symbolClass, bool isWord) => (uint)symbolClass * 0x9E3779B1 & ~1u | (isWord ? 1u : 0);

    /// <param name="third">0 = the word ends with the second.</param>
    public void Add(uint first, uint second, uint third)
    {
        Set(_pairs, Hash(first, second));
        Set(_triples, Hash(first, second, third));
    }

    /// <summary>Writes the places of a block at which a word may begin.</summary>
    /// <param name="from">First place of the block, which ends where <paramref name="places"/> or the symbols end.</param>
    /// <returns>How many.</returns>
    public int Collect(ReadOnlySpan<char> symbols, uint[] codes, int from, Span<int> places)
    {
        var pairs = _pairs;
        var count = 0;
        var first = codes[symbols[from]];
        var following = symbols[(from + 1)..Math.Min(symbols.Length, from + 1 + places.Length)];
        for (var i = 0; i < following.Length; i++)
        {
            var second = codes[following[i]];
            places[count] = from + i;
            count += Bit(pairs, Hash(first, second)) | (int)first & 1;
            first = second;
        }
        if (following.Length < places.Length && (first & 1) != 0)
            places[count++] = symbols.Length - 1;
        return Refine(symbols, codes, places[..count]);
    }

    private int Refine(ReadOnlySpan<char> symbols, uint[] codes, Span<int> places)
    {
        var triples = _triples;
        var kept = 0;
        foreach (var place in places)
        {
            var first = codes[symbols[place]];
            var second = place + 1 < symbols.Length ? codes[symbols[place + 1]] : 0;
            var third = place + 2 < symbols.Length ? codes[symbols[place + 2]] : 0;
            places[kept] = place;
            kept += Bit(triples, Hash(first, second, third)) | Bit(triples, Hash(first, second, 0)) | (int)first & 1;
        }
        return kept;
    }

    private static int Bit(ulong[] set, uint hash) => (int)(set[hash >> 6] >> (int)hash) & 1;

    private static void Set(ulong[] set, uint hash) => set[hash >> 6] |= 1UL << (int)hash;

    private static uint Hash(uint first, uint second) => BitOperations.RotateLeft(first, 11) + second >> 32 - PairBits;

    private static uint Hash(uint first, uint second, uint third) =>
        BitOperations.RotateLeft(BitOperations.RotateLeft(first, 11) + second, 11) + third >> 32 - TripleBits;
}
