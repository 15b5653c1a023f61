namespace Compliance.Rules.Wording;

/// <summary>Toneless readings of characters, and what Latin letters spell.</summary>
internal static class Syllables
{
    public const int LongestSyllable = 6;

    /// <summary>Per character the number of its syllable; 0 = none.</summary>
    public static readonly char[] OfCharacter = new char[0x10000];

    /// <summary>Per character the first letter of its syllable; a Latin letter is its own; 0 = none.</summary>
    public static readonly char[] InitialOf = new char[0x10000];

    private static readonly Dictionary<string, char> Numbers;

    static Syllables()
    {
        var numbers = new Dictionary<string, char>();
        foreach (var line in EmbeddedTable.Readings.Rows)
        {
            var space = line.IndexOf(' ');
            var number = (char)(numbers.Count + 1);
            numbers[line[..space]] = number;
            foreach (var c in line[(space + 1)..])
                (OfCharacter[c], InitialOf[c]) = (number, line[0]);
        }
        for (var c = 'a'; c <= 'z'; c++)
            InitialOf[c] = c;
        Numbers = numbers;
    }

    /// <summary>
    /// Cuts letters into syllables, all of them or none: the longest syllable first, shorter ones where the rest would not come out.
    /// </summary>
    /// <param name="cuts">Gets the length of each syllable.</param>
    /// <returns>How many syllables; 0 when the letters are not pinyin.</returns>
    public static int Cut(ReadOnlySpan<char> letters, Span<byte> cuts)
    {
        // cut[i]: length of the syllable to take at i so that the rest comes out; filled from the end.
        Span<byte> take = stackalloc byte[letters.Length + 1];
        take[letters.Length] = 1;
        var lookup = Numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = letters.Length - 1; i >= 0; i--)
        for (var length = Math.Min(LongestSyllable, letters.Length - i); length > 0 && take[i] == 0; length--)
            if (take[i + length] != 0 && lookup.ContainsKey(letters.Slice(i, length)))
                take[i] = (byte)length;
        if (take[0] == 0)
            return 0;
        var count = 0;
        for (var i = 0; i < letters.Length; i += take[i])
            cuts[count++] = take[i];
        return count;
    }

    public static bool IsOne(ReadOnlySpan<char> letters) => Numbers.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(letters);

    public static char NumberOf(ReadOnlySpan<char> letters) => Numbers.GetAlternateLookup<ReadOnlySpan<char>>()[letters];
}
