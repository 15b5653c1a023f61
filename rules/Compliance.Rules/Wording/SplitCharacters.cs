namespace Compliance.Rules.Wording;

/// <summary>Split characters (丁页 for 顶) of the high-risk terms' characters.</summary>
internal sealed class SplitCharacters
{
    private const int MostParts = 3;

    /// <summary>Bit for each two parts in a row; others may share it.</summary>
    private readonly ulong[] _pairs = new ulong[1 << 10];
    private readonly Dictionary<string, char> _wholes = [];
    private readonly Dictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public SplitCharacters(IReadOnlySet<char> characters)
    {
        _lookup = _wholes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var row in EmbeddedTable.SplitForms.Text.AsSpan().EnumerateLines())
        {
            if (row.IsEmpty || row[0] == '#' || !characters.Contains(row[0]))
                continue;
            foreach (var part in row[2..].Split(' '))
            {
                var parts = row[2..][part];
                _lookup[parts] = row[0];
                _pairs[PairOf(parts[0], parts[1]) >> 6] |= 1UL << PairOf(parts[0], parts[1]);
            }
        }
    }

    /// <returns>Where the next split character begins; the end of the symbols when there is none.</returns>
    public int NextFrom(ReadOnlySpan<char> symbols, int from)
    {
        for (var i = from; i + 1 < symbols.Length; i++)
            if (MayBegin(symbols[i], symbols[i + 1]) && WidthAt(symbols, i, out _) > 0)
                return i;
        return symbols.Length;
    }

    /// <returns>How many symbols make one character here; 0 when none do.</returns>
    public int WidthAt(ReadOnlySpan<char> symbols, int at, out char whole)
    {
        whole = '\0';
        if (at + 1 == symbols.Length || !MayBegin(symbols[at], symbols[at + 1]))
            return 0;
        for (var width = Math.Min(MostParts, symbols.Length - at); width > 1; width--)
            if (_lookup.TryGetValue(symbols.Slice(at, width), out whole))
                return width;
        return 0;
    }

    private bool MayBegin(char one, char other) => PairOf(one, other) is var pair && (_pairs[pair >> 6] >> pair & 1) != 0;

    private static int PairOf(char one, char other) => one * 31 + other * 7 & 0xFFFF;
}
