namespace Compliance.Rules.Wording;

/// <summary>
/// Words over 16-bit symbols, laid out breadth first: the children of a node stand in a row. It is entered only where <see cref="Openings"/> lets a word begin, and walked
/// from each such place anew: no word is longer than a few dozen symbols, so that reading stays linear, and nothing links one node to another. Immutable.
/// </summary>
internal sealed class WordTrie
{
    private const int Block = 256;
    private readonly ushort[] _classes;

    /// <summary>Per symbol, for <see cref="_openings"/>.</summary>
    private readonly uint[] _codes;
    private readonly Openings _openings;

    /// <summary>Per class the child of the root; 0 = none.</summary>
    private readonly int[] _root;

    /// <summary>Per node the class of its last symbol.</summary>
    private readonly ushort[] _nodes;

    /// <summary>Per node its first child; its children end where the next node's begin.</summary>
    private readonly int[] _children;

    /// <summary>Per node the word that ends there; 0 = none.</summary>
    private readonly int[] _words;

    /// <param name="classes">Per symbol; 0 when no word has it.</param>
    /// <param name="codes">Per class.</param>
    internal WordTrie(ushort[] classes, uint[] codes, int[] root, ushort[] nodes, int[] children, int[] words, Openings openings)
    {
        _classes = classes;
        _codes = Array.ConvertAll(classes, symbolClass => codes[symbolClass]);
        _openings = openings;
        (_root, _nodes, _children, _words) = (root, nodes, children, words);
    }

    private WordTrie(WordTrie other, ReadOnlySpan<char> meanings)
    {
        (_classes, _codes) = (new ushort[0x10000], new uint[0x10000]);
        for (var symbol = 0; symbol < meanings.Length; symbol++)
            (_classes[symbol], _codes[symbol]) = (other._classes[meanings[symbol]], other._codes[meanings[symbol]]);
        (_openings, _root, _nodes, _children, _words) = (other._openings, other._root, other._nodes, other._children, other._words);
    }

    public int NodeCount => _nodes.Length;

    /// <summary>The same words, found in a text of other symbols.</summary>
    /// <param name="meanings">Per symbol of the text the words' symbol for which it stands.</param>
    public WordTrie Reading(ReadOnlySpan<char> meanings) => new(this, meanings);

    /// <summary>Reports each word with the indices of its first and last symbol, by where they begin.</summary>
    public void Find(ReadOnlySpan<char> symbols, List<FoundWord> found)
    {
        Span<int> places = stackalloc int[Math.Min(Block, symbols.Length)];
        for (var from = 0; from < symbols.Length; from += Block)
            foreach (var place in places[.._openings.Collect(symbols, _codes, from, places)])
                Walk(symbols, place, found);
    }

    private void Walk(ReadOnlySpan<char> symbols, int first, List<FoundWord> found)
    {
        var (classes, nodes, children) = (_classes, _nodes, _children);
        var node = _root[classes[symbols[first]]];
        for (var at = first; node != 0; )
        {
            if (_words[node] is not 0 and var word)
                found.Add(new(word, first, at));
            if (++at == symbols.Length)
                return;
            var (from, to) = (children[node], children[node + 1]);
            var symbolClass = classes[symbols[at]];
            if (to - from == 1)
                node = nodes[from] == symbolClass ? from : 0;
            else
                node = nodes.AsSpan(from, to - from).IndexOf(symbolClass) is >= 0 and var child ? from + child : 0;
        }
    }
}

/// <param name="Word">Its number in the trie.</param>
internal readonly record struct FoundWord(int Word, int First, int Last);
