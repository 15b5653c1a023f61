namespace Compliance.Rules.Wording;

/// <summary>
/// High-risk terms with a character or two as the first letter of its sound (稳Z不赔). A third automaton, over first letters, is read only around Latin letters that stand
/// alone; most of the term has to stand there as it is.
/// </summary>
internal sealed class Initials
{
    private const int Shortest = 3;
    private const int Longest = 8;
    private const int FewestExact = 2;

    /// <summary>Letters in a row; more are a word or a syllable.</summary>
    private const int LongestRun = 2;

    private readonly Automaton _letters;

    /// <summary>By the automaton's number of their letters.</summary>
    private readonly Pattern[][] _patterns;

    public Initials(IEnumerable<Pattern> patterns)
    {
        var builder = new AutomatonBuilder();
        var byLetters = new List<Pattern[]> { Array.Empty<Pattern>() };
        foreach (
            var group in patterns
                .Where(pattern => pattern.Text.Length is >= Shortest and <= Longest)
                .GroupBy(pattern => string.Concat(pattern.Text.Select(c => Syllables.InitialOf[c])))
        )
        {
            builder.Add(group.Key);
            byLetters.Add([.. group.Reverse()]);
        }
        _patterns = [.. byLetters];
        _letters = builder.Build().Reading(Syllables.InitialOf);
    }

    public int StateCount => _letters.StateCount;

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
            foreach (var (longest, last) in scratch.Sounds)
                for (var word = longest; word != 0; word = _letters.Shorter(word))
                    Check(_patterns[word], from + last, text, folded, scratch);
            read = special + 1;
        }
    }

    private static void Check(Pattern[] patterns, int last, ReadOnlySpan<char> text, FoldedText folded, Scratch scratch)
    {
        var first = last - patterns[0].Text.Length + 1;
        var written = folded.Symbols.AsSpan(first, patterns[0].Text.Length);
        var exact = written.Length - Letters(written);
        if (exact == written.Length || exact < FewestExact || exact * 2 < written.Length)
            return;
        foreach (var pattern in patterns)
            if (
                Stands(pattern.Text, written)
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

    /// <summary>The letter is part of a longer Latin word.</summary>
    private static bool Joined(FoldedText folded, int symbol) =>
        symbol > 0
        && symbol < folded.Count
        && char.IsAsciiLetterLower(folded.Symbols[symbol])
        && char.IsAsciiLetterLower(folded.Symbols[symbol - 1]);
}
