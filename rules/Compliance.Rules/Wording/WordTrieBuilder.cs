using System.Runtime.CompilerServices;

namespace Compliance.Rules.Wording;

/// <summary>
/// Sorts words, so that those with a common beginning stand together, and writes their trie in one pass over them. No step asks a dictionary: a set of lists is built
/// whenever a gateway starts or legal saves a file.
/// </summary>
internal sealed class WordTrieBuilder
{
    /// <summary>Symbols that are compared at once.</summary>
    private const int KeyLength = 4;

    private readonly string[] _words;

    /// <summary>Indices into <see cref="_words"/>, by the words; of equal ones the last first.</summary>
    private readonly int[] _order;
    private readonly ushort[] _classes = new ushort[0x10000];

    /// <summary>Per word in order: how many symbols it shares with the one before it; all of them = they are equal.</summary>
    private readonly int[] _shared;
    private int _classCount;

    // Runs once, over everything: compiled well from the first call on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private WordTrieBuilder(string[] words)
    {
        _words = words;
        _order = new int[words.Length];
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        Sort(0, _order.Length, 0, new ulong[_order.Length]);
        _shared = new int[words.Length];
        for (var i = 1; i < _order.Length; i++)
            _shared[i] = words[_order[i - 1]].AsSpan().CommonPrefixLength(words[_order[i]]);
        Classify();
    }

    /// <param name="words">Not empty ones, in any order; the same one may stand more than once.</param>
    public static (WordTrie Trie, NumberedWords Index) Build(string[] words) => new WordTrieBuilder(words).Build();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort(int from, int to, int depth, ulong[] keys)
    {
        for (var i = from; i < to; i++)
            keys[i] = KeyOf(_words[_order[i]], depth);
        Array.Sort(keys, _order, from, to - from);
        for (var start = from; start < to; )
        {
            var end = start + 1;
            while (end < to && keys[end] == keys[start])
                end++;
            if (end - start > 1 && (ushort)keys[start] != 0)
            {
                Sort(start, end, depth + KeyLength, keys);
            }
            else if (end - start > 1)
            {
                Array.Sort(_order, start, end - start);
                Array.Reverse(_order, start, end - start);
            }
            start = end;
        }
    }

    /// <summary>The next symbols; behind the word's end zeros.</summary>
    private static ulong KeyOf(string word, int depth)
    {
        var key = 0UL;
        for (var i = depth; i < depth + KeyLength; i++)
            key = key << 16 | (i < word.Length ? word[i] : '\0');
        return key;
    }

    /// <summary>A number for each symbol that some word has, in the symbols' order.</summary>
    private void Classify()
    {
        foreach (var word in _words)
        foreach (var symbol in word)
            _classes[symbol] = 1;
        for (var symbol = 0; symbol < _classes.Length; symbol++)
            if (_classes[symbol] != 0)
                _classes[symbol] = (ushort)++_classCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (WordTrie, NumberedWords) Build()
    {
        var next = FirstOfEachDepth(out var count);
        var nodes = new ushort[count];
        var words = new int[count];
        // Of nodes without children too, so that those of the one before end there.
        var children = new int[count + 1];
        var path = new int[next.Length];
        var found = new List<Range>(_order.Length + 1) { default };
        for (var i = 0; i < _order.Length; i++)
        {
            var word = _words[_order[i]];
            if (i > 0 && _shared[i] == word.Length && _words[_order[i - 1]].Length == word.Length)
            {
                found[^1] = found[^1].Start..(i + 1);
                continue;
            }
            for (var depth = _shared[i]; depth < word.Length; depth++)
            {
                var node = next[depth + 1]++;
                path[depth + 1] = node;
                nodes[node] = _classes[word[depth]];
                children[node] = next[depth + 2];
            }
            words[path[word.Length]] = found.Count;
            found.Add(i..(i + 1));
        }
        children[0] = 1;
        children[count] = count;
        var root = new int[_classCount + 1];
        var codes = new uint[_classCount + 1];
        for (var node = 1; node < children[1]; node++)
            (root[nodes[node]], codes[nodes[node]]) = (node, Openings.Code(nodes[node], words[node] != 0));
        // A class that begins no word stands inside of one, and its code is asked for there.
        for (var symbolClass = 1; symbolClass <= _classCount; symbolClass++)
            if (root[symbolClass] == 0)
                codes[symbolClass] = Openings.Code(symbolClass, false);
        return (
            new WordTrie(_classes, codes, root, nodes, children, words, OpeningsOf(nodes, children, words, codes)),
            new NumberedWords(_order, [.. found])
        );
    }

    /// <summary>Number of the first node of each depth; the root's is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] FirstOfEachDepth(out int count)
    {
        var longest = _words.Length == 0 ? 0 : _words.Max(word => word.Length);
        var first = new int[longest + 3];
        for (var i = 0; i < _order.Length; i++)
        for (var depth = _shared[i]; depth < _words[_order[i]].Length; depth++)
            first[depth + 2]++;
        first[1] = 1;
        for (var depth = 2; depth < first.Length; depth++)
            first[depth] += first[depth - 1];
        count = first[^1];
        return first;
    }

    private static Openings OpeningsOf(ushort[] nodes, int[] children, int[] words, uint[] codes)
    {
        var openings = new Openings();
        for (var one = 1; one < children[1]; one++)
        for (var two = children[one]; two < children[one + 1]; two++)
        {
            if (words[two] != 0)
                openings.Add(codes[nodes[one]], codes[nodes[two]], 0);
            for (var three = children[two]; three < children[two + 1]; three++)
                openings.Add(codes[nodes[one]], codes[nodes[two]], codes[nodes[three]]);
        }
        return openings;
    }
}
