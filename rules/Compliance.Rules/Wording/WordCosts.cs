namespace Compliance.Rules.Wording;

/// <summary>Words of up to four characters and how many bits each costs: open addressing over the characters themselves, filled in one pass without a string.</summary>
internal sealed class WordCosts
{
    private const int HashBits = 17;
    private readonly ulong[] _words = new ulong[1 << HashBits];
    private readonly byte[] _costs = new byte[1 << HashBits];

    /// <summary>Characters that make a word when written twice.</summary>
    private readonly HashSet<char> _doubled = [];

    /// <param name="table">Rows of a cost and the words that have it.</param>
    public static WordCosts Read(EmbeddedTable table, int longest)
    {
        var costs = new WordCosts();
        Span<char> folded = stackalloc char[longest];
        foreach (var row in table.Text.AsSpan().EnumerateLines())
        {
            if (row.IsEmpty || row[0] == '#')
                continue;
            byte cost = 0;
            foreach (var part in row.Split(' '))
            {
                if (cost == 0)
                    cost = byte.Parse(row[part], System.Globalization.CultureInfo.InvariantCulture);
                else
                {
                    if (row[part] is [var one, var other] && one == other)
                        costs._doubled.Add(one);
                    costs.Add(folded[..Fold(row[part], folded)], cost);
                }
            }
        }
        return costs;
    }

    /// <returns>0 when the word is not among them.</returns>
    public byte Of(ReadOnlySpan<char> word) => _costs[PlaceOf(KeyOf(word))];

    /// <summary>妈妈, 天天: written twice it is a word of its own.</summary>
    public bool IsDoubled(char character) => _doubled.Contains(character);

    private void Add(ReadOnlySpan<char> word, byte cost)
    {
        var key = KeyOf(word);
        var place = PlaceOf(key);
        _words[place] = key;
        if (_costs[place] == 0 || cost < _costs[place])
            _costs[place] = cost;
    }

    /// <summary>Where the word stands, or would.</summary>
    private int PlaceOf(ulong key)
    {
        var place = (int)(key * 0x9E3779B97F4A7C15 >> 64 - HashBits);
        while (_words[place] != key && _words[place] != 0)
            place = place + 1 & (1 << HashBits) - 1;
        return place;
    }

    private static ulong KeyOf(ReadOnlySpan<char> word)
    {
        var key = 0UL;
        foreach (var c in word)
            key = key << 16 | c;
        return key;
    }

    /// <summary>As the folded text writes it: a doubled character once.</summary>
    private static int Fold(ReadOnlySpan<char> word, Span<char> folded)
    {
        var length = 0;
        foreach (var c in word)
            if (length == 0 || folded[length - 1] != c)
                folded[length++] = c;
        return length;
    }
}
