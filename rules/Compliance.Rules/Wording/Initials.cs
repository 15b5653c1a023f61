namespace Compliance.Rules.Wording;

/// <summary>
/// High-risk terms with a character or two as the first letter of its sound (稳Z不赔). A third trie, over first letters, is read only around Latin letters that stand
/// alone; most of the term has to stand there as it is.
/// </summary>
internal sealed class Initials
{
    private const int Shortest = 3;
    private const int Longest = 8;
    private const int FewestExact = 2;

    /// <summary>Letters in a row; more are a word or a syllable.</summary>
    private const int LongestRun = 2;

    private const string Latin = "abcdefghijklmnopqrstuvwxyz";

    private readonly WordTrie _letters;

    private readonly Pattern[] _patterns;
    private readonly NumberedWords _numbered;

    /// <summary>Words of where a claim holds (全网), which letters may stand for at the edge of a term.</summary>
    private readonly HashSet<string> _scopes;

    public Initials(Pattern[] patterns, IEnumerable<string> scopes)
    {
        _scopes = [.. scopes];
        _patterns = Array.FindAll(patterns, pattern => pattern.Text.Length is >= Shortest and <= Longest);
        (var letters, _numbered) = WordTrieBuilder.Build(
            Array.ConvertAll(_patterns, pattern => Respelling.Read(pattern.Text, Syllables.InitialOf))
        );
        _letters = letters.Reading(Syllables.InitialOf);
    }

    public int NodeCount => _letters.NodeCount;

    /// <summary>Looks around each of the specials that is a Latin letter by itself.</summary>
    public void Find(ReadOnlySpan<char> text, FoldedText folded, Scratch scratch)
    {
        var symbols = folded.Symbols.AsSpan(0, folded.Count);
        var read = 0;
        foreach (var special in scratch.Specials)
        {
            if (special < read || !char.IsAsciiLetterLower(symbols[special]))
                continue;
            var end = special + 1;
            while (end < symbols.Length && char.IsAsciiLetterLower(symbols[end]))
                end++;
            if (end - special > LongestRun)
            {
                read = end;
                continue;
            }
            var from = Math.Max(read, special - Longest + 1);
            var to = Math.Min(symbols.Length, special + Longest);
            scratch.Sounds.Clear();
            _letters.Find(symbols[from..to], scratch.Sounds);
            foreach (var (word, first, last) in scratch.Sounds)
                Check(_numbered.Of(word), from + first, from + last, text, folded, scratch);
            read = special + 1;
        }
    }

    private void Check(ReadOnlySpan<int> patterns, int first, int last, ReadOnlySpan<char> text, FoldedText folded, Scratch scratch)
    {
        var written = folded.Symbols.AsSpan(first, last - first + 1);
        var exact = written.Length - Letters(written);
        if (exact == written.Length || exact < FewestExact || exact * 2 < written.Length)
            return;
        foreach (var number in patterns)
            if (
                _patterns[number] is var pattern
                && Stands(pattern.Text, written)
                && !IsName(pattern.Text, written)
                && !Joined(folded, first)
                && !Joined(folded, last + 1)
                && GapRules.IsOneTerm(text, folded, new Candidate(pattern, first, last, Evasion.Respelled), out _)
            )
                scratch.Terms.Add(new Candidate(pattern, first, last, Evasion.Respelled));
    }

    private static int Letters(ReadOnlySpan<char> written)
    {
        var count = 0;
        foreach (var symbol in written)
            count += char.IsAsciiLetterLower(symbol) ? 1 : 0;
        return count;
    }

    private static bool Stands(string term, ReadOnlySpan<char> written)
    {
        for (var i = 0; i < term.Length; i++)
            if (written[i] != term[i] && !char.IsAsciiLetterLower(written[i]))
                return false;
        return true;
    }

    /// <summary>Letters beside an everyday word are somebody's name (DJ品牌), but not where they stand for a scope (QW第一).</summary>
    private bool IsName(string term, ReadOnlySpan<char> written)
    {
        var word = written.Trim(Latin);
        var before = written.IndexOf(word);
        return EverydayWords.IsWord(word)
            && (before == 0 || before + word.Length == written.Length)
            && !_scopes.Contains(before == 0 ? term[word.Length..] : term[..before]);
    }

    /// <summary>The letter is part of a longer Latin word.</summary>
    private static bool Joined(FoldedText folded, int symbol) =>
        symbol > 0
        && symbol < folded.Count
        && char.IsAsciiLetterLower(folded.Symbols[symbol])
        && char.IsAsciiLetterLower(folded.Symbols[symbol - 1]);
}
