using System.Collections.Immutable;

namespace Compliance.Rules.Wording;

/// <summary>
/// All terms, allow phrases, context cues and scopes of a policy set in one automaton, and the high-risk terms' sounds in a second one. Immutable: build off the hot
/// path, swap whole, share between threads. Scanning takes time linear in the text, whatever the text, and allocates nothing but what it adds to <c>hits</c>.
/// </summary>
public sealed class WordMatcher
{
    private readonly Automaton _automaton;
    private readonly Pattern[] _patterns;

    /// <summary>The terms stand before all other patterns.</summary>
    private readonly int _termCount;
    private readonly Respelling? _respelling;
    private readonly Resolution _resolution;

    private WordMatcher(IReadOnlyList<WordList> lists)
    {
        Entries = [.. lists.SelectMany(list => list.Entries)];
        ListOf = [.. lists.SelectMany((list, index) => list.Entries.Select(_ => index))];
        Exceptions = [.. lists.SelectMany(list => list.Exceptions)];
        var cues = lists.SelectMany(list => list.Cues).ToArray();
        _patterns = [.. PatternsOf(lists).OrderBy(pattern => pattern.Role)];
        _termCount = _patterns.Count(pattern => pattern.Role == Role.Term);
        _resolution = new Resolution(Entries, new Excuses(Exceptions, cues), Exceptions);

        var builder = new AutomatonBuilder();
        for (var i = 0; i < _patterns.Length; i++)
            builder.Add(_patterns[i].Text, i);
        _automaton = builder.Build();
        var risky = _patterns.Where(pattern => pattern.Role == Role.Term && Entries[pattern.Row].HighRisk && Respelling.CanBeRespelled(pattern)).ToArray();
        if (risky.Length > 0)
            _respelling = new Respelling(risky, lists.SelectMany(list => list.Homophones));
    }

    /// <summary>Entries of all lists, in the order in which they were given to <see cref="Build"/>.</summary>
    public ImmutableArray<WordEntry> Entries { get; }

    /// <summary>For each of <see cref="Entries"/> the index of its list.</summary>
    public ImmutableArray<int> ListOf { get; }

    public ImmutableArray<WordException> Exceptions { get; }

    /// <summary>Ways to write the rows, of all kinds: more than the rows, since choices are written out.</summary>
    public int PatternCount => _patterns.Length;

    public int StateCount => _automaton.StateCount + (_respelling?.StateCount ?? 0);

    /// <param name="lists">Without errors, as <see cref="WordListReader"/> read them. A row that it would have reported is an error here.</param>
    public static WordMatcher Build(IReadOnlyList<WordList> lists) => new(lists);

    /// <summary>
    /// Adds what stands in <paramref name="text"/>, ordered by start; overlapping hits of one list are resolved to the longest of the gravest severity.
    /// Hits that an exception without <see cref="WordException.Then"/> excuses are left out.
    /// </summary>
    /// <param name="text">As the person would read it: template with its variables, fields joined.</param>
    /// <param name="industry">Entries of other industries are left out; null takes every industry's.</param>
    public void Scan(ReadOnlySpan<char> text, string? industry, List<WordHit> hits)
    {
        var scratch = Scratch.OfThread;
        scratch.Clear();
        var folded = scratch.Folded;
        folded.Fold(text);
        _automaton.Find(folded.Symbols.AsSpan(0, folded.Count), null, 0, scratch.Raw);
        Sort(text, scratch, terms: true);
        _respelling?.Find(text, folded, scratch);
        if (scratch.Terms.Count == 0)
            return;
        Sort(text, scratch, terms: false);
        _resolution.Resolve(text, industry, scratch, hits);
    }

    /// <summary>
    /// Takes the automaton's reports apart, completes each phrase around its anchor and drops what noise cannot explain. What only says how to read a term waits
    /// until there is one.
    /// </summary>
    private void Sort(ReadOnlySpan<char> text, Scratch scratch, bool terms)
    {
        foreach (var (outputs, at) in scratch.Raw)
        {
            for (var output = outputs; output != 0;)
            {
                (var number, output) = _automaton.Output(output);
                if (number < _termCount != terms)
                    continue;
                var pattern = _patterns[number];
                var (first, last) = (at - pattern.Text.Length + 1, at);
                if (!PhraseMatch.TryExtend(pattern, scratch.Folded, text, ref first, ref last))
                    continue;
                var candidate = new Candidate(pattern, first, last, Evasion.None);
                if (WordEdges.CutsAWord(text, scratch.Folded, first, last) || !GapRules.IsOneTerm(text, scratch.Folded, candidate, out var evasion))
                    continue;
                scratch.Of(pattern.Role).Add(candidate with { Evasion = evasion });
            }
        }
    }

    private static IEnumerable<Pattern> PatternsOf(IReadOnlyList<WordList> lists)
    {
        int entry = 0, cue = 0;
        for (var list = 0; list < lists.Count; list++)
        {
            foreach (var row in lists[list].Entries)
                foreach (var pattern in Patterns(row.Term, Role.Term, entry++, list))
                    yield return pattern;
            foreach (var row in lists[list].Cues)
                foreach (var pattern in Patterns(row.Phrase, Role.Cue, cue++, list))
                    yield return pattern;
            foreach (var pattern in lists[list].Allowed.SelectMany(row => Patterns(row, Role.Allowed, -1, list)))
                yield return pattern;
            foreach (var pattern in lists[list].Whole.SelectMany(row => Patterns(row, Role.Whole, -1, list)))
                yield return pattern;
            foreach (var pattern in lists[list].Scopes.SelectMany(row => Patterns(row, Role.Scope, -1, list)))
                yield return pattern;
        }
    }

    private static IEnumerable<Pattern> Patterns(string row, Role role, int number, int list)
    {
        var phrases = PhraseParser.Parse(row, out var problem) ?? throw new ArgumentException($"“{row}”{problem.What}");
        return phrases.SelectMany(phrase => phrase.AnchorTexts, (phrase, text) => new Pattern(role, number, list, phrase, text));
    }
}
