using System.Collections.Immutable;

namespace Compliance.Rules.Wording;

/// <summary>
/// All terms of a policy set in one trie, their high-risk ones' sounds in a second, and in a third what only says how to read a term: allow phrases, whole words,
/// context cues and scopes; it waits until there is a term. Immutable: build off the hot path, swap whole, share between threads. Scanning takes time linear in the
/// text, whatever the text, and allocates nothing but what it adds to <c>hits</c>.
/// </summary>
public sealed class WordMatcher
{
    /// <summary>Ways of a row that are tried before it counts as never found.</summary>
    private const int MostSamples = 12;

    private readonly PhraseFinder _terms;
    private readonly Respelling? _respelling;
    private readonly PhraseFinder _context;
    private readonly Resolution _resolution;
    private readonly ImmutableArray<string> _listNames;

    private WordMatcher(IReadOnlyList<WordList> lists)
    {
        Entries = [.. lists.SelectMany(list => list.Entries)];
        _listNames = [.. lists.Select(list => list.Name)];
        ListOf = [.. lists.SelectMany((list, index) => list.Entries.Select(_ => index))];
        Exceptions = [.. lists.SelectMany(list => list.Exceptions)];
        var cues = lists.SelectMany(list => list.Cues).ToArray();
        var excuses = new Excuses(Exceptions, cues);
        _resolution = new Resolution(Entries, excuses, Exceptions);

        var terms = new List<Pattern>();
        var context = new List<Pattern>();
        foreach (var pattern in PatternsOf(lists, excuses.ExceptionOf))
            (pattern.Role == Role.Term ? terms : context).Add(pattern);
        PatternCount = terms.Count + context.Count;
        var highRisk = terms.Where(pattern => Entries[pattern.Row].HighRisk).ToArray();
        var respelled = highRisk.Where(Respelling.CanBeRespelled).ToArray();
        if (respelled.Length > 0)
            _respelling = new Respelling(
                respelled,
                lists.SelectMany(list => list.Homophones),
                context.Where(pattern => pattern.Role == Role.Scope).Select(pattern => pattern.Text)
            );
        terms.AddRange(highRisk.Where(pattern => pattern.CanBeMirrored).Select(pattern => pattern.Mirrored()));
        _terms = new PhraseFinder(terms);
        _context = new PhraseFinder(context);
    }

    /// <summary>Entries of all lists, in the order in which they were given to <see cref="Build"/>.</summary>
    public ImmutableArray<WordEntry> Entries { get; }

    /// <summary>For each of <see cref="Entries"/> the index of its list.</summary>
    public ImmutableArray<int> ListOf { get; }

    public ImmutableArray<WordException> Exceptions { get; }

    /// <summary>Ways to write the rows, of all kinds: more than the rows, since choices are written out.</summary>
    public int PatternCount { get; }

    public int NodeCount => _terms.NodeCount + _context.NodeCount + (_respelling?.NodeCount ?? 0);

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
        if (Entities.MayHold(text) && scratch.Entities.Decode(text))
        {
            var before = hits.Count;
            ScanPlain(scratch.Entities.Text, industry, scratch, hits);
            for (var i = before; i < hits.Count; i++)
                hits[i] = scratch.Entities.Placed(hits[i]);
            return;
        }
        ScanPlain(text, industry, scratch, hits);
    }

    /// <summary>
    /// Terms of which nothing is found though nothing else stands in the text: an everyday phrase covers them, or they read as other words. One that needs a context
    /// is not asked about.
    /// </summary>
    public IEnumerable<(string List, WordEntry Term)> NeverFound()
    {
        var hits = new List<WordHit>();
        for (var i = 0; i < Entries.Length; i++)
            if (Entries[i] is { Needs.IsEmpty: true } entry && !PhraseParser.Samples(entry.Term, MostSamples).Any(IsFound))
                yield return (_listNames[ListOf[i]], entry);

        bool IsFound(string text)
        {
            hits.Clear();
            Scan(text, null, hits);
            return hits.Count > 0;
        }
    }

    private void ScanPlain(ReadOnlySpan<char> text, string? industry, Scratch scratch, List<WordHit> hits)
    {
        scratch.Clear();
        scratch.Folded.Fold(text);
        _terms.Find(text, scratch);
        _respelling?.Find(text, scratch.Folded, scratch);
        if (scratch.Terms.Count == 0)
            return;
        _resolution.AskFor(scratch.Terms, scratch.Asked);
        _context.Find(text, scratch);
        _resolution.Resolve(text, industry, scratch, hits);
    }

    /// <param name="exceptionOf">Of a cue.</param>
    private static IEnumerable<Pattern> PatternsOf(IReadOnlyList<WordList> lists, Func<int, int> exceptionOf)
    {
        int entry = 0,
            cue = 0;
        for (var list = 0; list < lists.Count; list++)
        {
            foreach (var row in lists[list].Entries)
            foreach (var pattern in Patterns(row.Term, Role.Term, entry++, list))
                yield return pattern;
            foreach (var row in lists[list].Cues)
            foreach (var pattern in Patterns(row.Phrase, Role.Cue, cue, list, exceptionOf(cue++)))
                yield return pattern;
            foreach (var pattern in lists[list].Allowed.SelectMany(row => Patterns(row, Role.Allowed, -1, list)))
                yield return pattern;
            foreach (var pattern in lists[list].Whole.SelectMany(row => Patterns(row, Role.Whole, -1, list)))
                yield return pattern;
            foreach (var pattern in lists[list].Scopes.SelectMany(row => Patterns(row, Role.Scope, -1, list)))
                yield return pattern;
        }
    }

    private static IEnumerable<Pattern> Patterns(string row, Role role, int number, int list, int exception = -1)
    {
        var phrases = PhraseParser.Parse(row, out var problem) ?? throw new ArgumentException($"“{row}”{problem.What}");
        foreach (var (phrase, text) in phrases)
            yield return new Pattern(role, number, list, phrase, text, Exception: exception);
    }
}
