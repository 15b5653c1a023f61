namespace Compliance.Rules.Masking;

/// <summary>Words by their first character, or by their last one: whether one begins (or ends) at a place is one look for almost every place.</summary>
internal sealed class WordIndex<T>
{
    private readonly ushort[] _buckets = new ushort[0x10000];
    private readonly (string Word, T Value)[][] _words;
    private readonly bool _backwards;

    public WordIndex(IEnumerable<(string Word, T Value)> words, bool backwards = false)
    {
        _backwards = backwards;
        // The longest first: 会员卡号 before 卡号.
        _words =
        [
            [],
            .. words
                .GroupBy(word => word.Word[backwards ? ^1 : 0])
                .Select(group => group.OrderByDescending(word => word.Word.Length).ToArray()),
        ];
        for (var i = 1; i < _words.Length; i++)
            _buckets[_words[i][0].Word[backwards ? ^1 : 0]] = (ushort)i;
    }

    public bool Has(char c) => _buckets[c] != 0;

    /// <summary>The longest word that begins at a place; when backwards, the longest that ends before it.</summary>
    public bool TryFind(ReadOnlySpan<char> text, int at, out T value, out int length)
    {
        var bucket = _backwards ? _buckets[text[at - 1]] : _buckets[text[at]];
        foreach (var (word, meaning) in _words[bucket])
        {
            if (_backwards ? !text[..at].EndsWith(word) : !text[at..].StartsWith(word))
                continue;
            (value, length) = (meaning, word.Length);
            return true;
        }
        (value, length) = (default!, 0);
        return false;
    }
}
