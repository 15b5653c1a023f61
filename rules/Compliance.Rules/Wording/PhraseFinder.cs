namespace Compliance.Rules.Wording;

/// <summary>Finds patterns: a trie of their texts, then what must stand around each find.</summary>
internal sealed class PhraseFinder
{
    /// <summary>A single symbol is looked for together with the one beside it, where that is one of so many.</summary>
    private const int MostBeside = 64;

    private readonly WordTrie _trie;

    /// <summary>Those with the same text stand together.</summary>
    private readonly LookedFor[] _patterns;

    /// <summary>By the trie's number of their text.</summary>
    private readonly Anchor[] _anchors;

    /// <summary>What may stand beside an anchor: few anchors are limited, and these are asked often.</summary>
    private readonly Neighbours[] _neighbours;

    public PhraseFinder(List<Pattern> patterns)
    {
        var texts = new List<string>(patterns.Count);
        var wanted = new List<LookedFor>(patterns.Count);
        foreach (var pattern in patterns)
        {
            if (pattern.Text.Length == 1 && !pattern.Phrase.IsLiteral && AddWithNeighbour(pattern, texts, wanted))
                continue;
            texts.Add(pattern.Text);
            wanted.Add(new(pattern, 0));
        }
        (_trie, var index) = WordTrieBuilder.Build([.. texts]);
        _patterns = new LookedFor[wanted.Count];
        _anchors = new Anchor[index.Count + 1];
        var neighbours = new List<Neighbours> { default };
        var count = 0;
        for (var word = 1; word <= index.Count; word++)
        {
            var from = count;
            foreach (var pattern in index.Of(word))
                _patterns[count++] = wanted[pattern];
            _anchors[word] = new Anchor(from, count, Limit(_patterns.AsSpan(from..count), neighbours));
        }
        _neighbours = [.. neighbours];
    }

    public int NodeCount => _trie.NodeCount;

    /// <summary>Completes each phrase around its anchor and drops what noise cannot explain.</summary>
    public void Find(ReadOnlySpan<char> text, Scratch scratch)
    {
        var folded = scratch.Folded;
        var symbols = folded.Symbols.AsSpan(0, folded.Count);
        scratch.Raw.Clear();
        _trie.Find(symbols, scratch.Raw);
        foreach (var (word, first, last) in scratch.Raw)
        {
            var anchor = _anchors[word];
            if (anchor.Neighbours == 0 || _neighbours[anchor.Neighbours].Allow(symbols, first, last))
                foreach (ref readonly var wanted in _patterns.AsSpan(anchor.From, anchor.To - anchor.From))
                    if (wanted.Pattern.Exception < 0 || scratch.Asked.Contains(wanted.Pattern.Exception))
                        Complete(wanted.Pattern, first + wanted.Offset, text, scratch);
        }
    }

    /// <summary>An everyday symbol stands everywhere, and together with the one before or behind it hardly anywhere.</summary>
    /// <returns>False when anything may stand beside it.</returns>
    private static bool AddWithNeighbour(Pattern pattern, List<string> texts, List<LookedFor> wanted)
    {
        var (pieces, anchor) = (pattern.Phrase.Pieces, pattern.Phrase.Anchor);
        var (before, behind) = (Neighbours.Collect(pieces, anchor, -1), Neighbours.Collect(pieces, anchor, 1));
        var isBefore = before is not null && (behind is null || before.Count < behind.Count);
        var beside = isBefore ? before : behind;
        if (beside is null || beside.Count > MostBeside)
            return false;
        foreach (var symbol in beside.Distinct())
        {
            texts.Add(isBefore ? symbol + pattern.Text : pattern.Text + symbol);
            wanted.Add(new(pattern, isBefore ? 1 : 0));
        }
        return true;
    }

    /// <returns>Index of what may stand beside the text of any of these patterns; 0 = anything.</returns>
    private static int Limit(ReadOnlySpan<LookedFor> patterns, List<Neighbours> neighbours)
    {
        var any = default(Neighbours);
        foreach (var wanted in patterns)
        {
            if (wanted.Pattern.Phrase.IsLiteral || wanted.Pattern.Text.Length == 1)
                return 0;
            any.Add(wanted.Pattern.Phrase.Neighbours);
        }
        if (any.IsAny)
            return 0;
        neighbours.Add(any);
        return neighbours.Count - 1;
    }

    private static void Complete(Pattern pattern, int first, ReadOnlySpan<char> text, Scratch scratch)
    {
        var last = first + pattern.Text.Length - 1;
        if (!PhraseMatch.TryExtend(pattern, scratch.Folded, text, ref first, ref last))
            return;
        var candidate = new Candidate(pattern, first, last, Evasion.None);
        if (WordEdges.CutsAWord(text, scratch.Folded, first, last) || !GapRules.IsOneTerm(text, scratch.Folded, candidate, out var evasion))
            return;
        scratch.Of(pattern.Role).Add(candidate with { Evasion = pattern.IsMirrored ? Evasion.Mirrored : evasion });
    }

    /// <param name="Offset">Where in the text of the trie the pattern's own begins.</param>
    private readonly record struct LookedFor(Pattern Pattern, int Offset);

    /// <summary>Patterns with the same text.</summary>
    /// <param name="Neighbours">Index into <see cref="_neighbours"/>; 0 = anything.</param>
    private readonly record struct Anchor(int From, int To, int Neighbours);
}
