namespace Compliance.Rules.Wording;

/// <summary>Finds patterns: an automaton over their texts, then what must stand around each find.</summary>
internal sealed class PhraseFinder
{
    private readonly Automaton _automaton;

    /// <summary>Those with the same text stand together.</summary>
    private readonly Pattern[] _patterns;

    /// <summary>By the automaton's number of their text.</summary>
    private readonly Anchor[] _anchors;

    public PhraseFinder(IReadOnlyList<Pattern> patterns)
    {
        var texts = new string[patterns.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = patterns[i].Text;
        (_automaton, var index) = AutomatonBuilder.Build(texts);
        _patterns = new Pattern[patterns.Count];
        _anchors = new Anchor[index.Count + 1];
        var count = 0;
        for (var word = 1; word <= index.Count; word++)
        {
            var from = count;
            foreach (var pattern in index.Of(word))
                _patterns[count++] = patterns[pattern];
            _anchors[word] = new Anchor(from, count, _patterns[from].Text.Length, Neighbours.OfAny(_patterns.AsSpan(from..count)));
        }
    }

    public int StateCount => _automaton.StateCount;

    /// <summary>Completes each phrase around its anchor and drops what noise cannot explain.</summary>
    public void Find(ReadOnlySpan<char> text, Scratch scratch)
    {
        var folded = scratch.Folded;
        var symbols = folded.Symbols.AsSpan(0, folded.Count);
        scratch.Raw.Clear();
        _automaton.Find(symbols, scratch.Raw);
        foreach (var (longest, last) in scratch.Raw)
        {
            for (var word = longest; word != 0; word = _automaton.Shorter(word))
            {
                ref readonly var anchor = ref _anchors[word];
                var first = last - anchor.Length + 1;
                if (anchor.Neighbours.Allow(symbols, first, last))
                    foreach (var pattern in _patterns.AsSpan(anchor.From, anchor.To - anchor.From))
                        Complete(pattern, first, last, text, scratch);
            }
        }
    }

    private static void Complete(Pattern pattern, int first, int last, ReadOnlySpan<char> text, Scratch scratch)
    {
        if (!PhraseMatch.TryExtend(pattern, scratch.Folded, text, ref first, ref last))
            return;
        var candidate = new Candidate(pattern, first, last, Evasion.None);
        if (WordEdges.CutsAWord(text, scratch.Folded, first, last) || !GapRules.IsOneTerm(text, scratch.Folded, candidate, out var evasion))
            return;
        scratch.Of(pattern.Role).Add(candidate with { Evasion = pattern.IsMirrored ? Evasion.Mirrored : evasion });
    }

    /// <summary>Patterns with the same text, and what may stand beside any of them.</summary>
    private readonly record struct Anchor(int From, int To, int Length, Neighbours Neighbours);
}
