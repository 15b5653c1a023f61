namespace Compliance.Rules.Wording;

/// <summary>Finds patterns: an automaton over their texts, then what must stand around each find.</summary>
internal sealed class PhraseFinder
{
    private readonly Automaton _automaton;

    /// <summary>By the automaton's number of their text.</summary>
    private readonly Anchor[] _anchors;

    public PhraseFinder(IEnumerable<Pattern> patterns)
    {
        var builder = new AutomatonBuilder();
        var anchors = new List<Anchor>();
        foreach (var group in patterns.GroupBy(pattern => pattern.Text))
        {
            builder.Add(group.Key);
            anchors.Add(new Anchor(group.Key.Length, [.. group.Reverse()]));
        }
        _automaton = builder.Build();
        _anchors = [default, .. anchors];
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
                if (anchor.Neighbours.Allow(symbols, last - anchor.Length + 1, last))
                    foreach (var pattern in anchor.Patterns)
                        Complete(pattern, last - anchor.Length + 1, last, text, scratch);
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
    private readonly struct Anchor(int length, Pattern[] patterns)
    {
        public readonly int Length = length;
        public readonly Pattern[] Patterns = patterns;
        public readonly Neighbours Neighbours = Neighbours.OfAny(patterns);
    }
}
