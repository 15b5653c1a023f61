using System.Runtime.InteropServices;

namespace Compliance.Rules.Wording;

/// <summary>
/// Sorts words, so that those with a common beginning stand together, and lays their trie out breadth first. No step asks a dictionary: a set of lists is built whenever a
/// gateway starts or legal saves a file.
/// </summary>
internal sealed class AutomatonBuilder
{
    /// <summary>Symbols that are compared at once.</summary>
    private const int KeyLength = 4;

    private readonly string[] _words;

    /// <summary>Indices into <see cref="_words"/>, by the words; of equal ones the last first.</summary>
    private readonly int[] _order;
    private readonly ushort[] _classes = new ushort[0x10000];
    private readonly List<Node> _nodes = [];
    private readonly List<Range> _found = [default];
    private int _classCount;

    private AutomatonBuilder(string[] words)
    {
        _words = words;
        _order = new int[words.Length];
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        Sort(0, _order.Length, 0, new ulong[_order.Length]);
        Classify();
    }

    /// <param name="words">Not empty ones, in any order; the same one may stand more than once.</param>
    public static (Automaton Automaton, NumberedWords Index) Build(string[] words)
    {
        var builder = new AutomatonBuilder(words);
        builder.Branch();
        return (builder.LayOut(), new NumberedWords(builder._order, [.. builder._found]));
    }

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

    /// <summary>The trie, breadth first: the children of a node stand in a row, by their classes.</summary>
    private void Branch()
    {
        var ranges = new List<(int From, int To, int Depth)> { (0, _words.Length, 0) };
        _nodes.Add(default);
        for (var i = 0; i < ranges.Count; i++)
        {
            var (from, to, depth) = ranges[i];
            var start = from;
            while (start < to && _words[_order[start]].Length == depth)
                start++;
            var word = 0;
            if (start > from)
            {
                word = _found.Count;
                _found.Add(from..start);
            }
            var firstChild = ranges.Count;
            while (start < to)
            {
                var symbol = _words[_order[start]][depth];
                var end = start + 1;
                while (end < to && _words[_order[end]][depth] == symbol)
                    end++;
                ranges.Add((start, end, depth + 1));
                _nodes.Add(new Node { Class = _classes[symbol] });
                start = end;
            }
            ref var node = ref CollectionsMarshal.AsSpan(_nodes)[i];
            (node.FirstChild, node.AfterChildren, node.Word) = (firstChild, ranges.Count, word);
        }
    }

    private Automaton LayOut()
    {
        var nodes = CollectionsMarshal.AsSpan(_nodes);
        var states = Place(nodes);
        var root = new int[_classCount + 1];
        var codes = new uint[_classCount + 1];
        foreach (ref readonly var child in nodes[nodes[0].FirstChild..nodes[0].AfterChildren])
            root[child.Class] = child.Slot;
        foreach (ref readonly var child in nodes[nodes[0].FirstChild..nodes[0].AfterChildren])
            codes[child.Class] = Openings.Code(child.Class, child.Word != 0);
        // A class that begins no word stands inside of one, and its code is asked for there.
        for (var symbolClass = 1; symbolClass <= _classCount; symbolClass++)
            if (root[symbolClass] == 0)
                codes[symbolClass] = Openings.Code(symbolClass, false);
        var shorter = Link(nodes, states, root);
        return new Automaton(_classes, codes, root, states, OpeningsOf(nodes, codes), shorter, nodes.Length);
    }

    private static Openings OpeningsOf(ReadOnlySpan<Node> nodes, uint[] codes)
    {
        var openings = new Openings();
        foreach (ref readonly var one in nodes[nodes[0].FirstChild..nodes[0].AfterChildren])
        {
            foreach (ref readonly var two in nodes[one.FirstChild..one.AfterChildren])
            {
                if (two.Word != 0)
                    openings.Add(codes[one.Class], codes[two.Class], 0);
                foreach (ref readonly var three in nodes[two.FirstChild..two.AfterChildren])
                    openings.Add(codes[one.Class], codes[two.Class], codes[three.Class]);
            }
        }
        return openings;
    }

    /// <summary>Gives each node a slot: each family at the first base where all of it is free.</summary>
    private Automaton.State[] Place(Span<Node> nodes)
    {
        var slots = new SlotAllocator(_classCount, nodes.Length);
        var family = new ushort[_classCount];
        for (var i = 0; i < nodes.Length; i++)
        {
            var children = nodes[nodes[i].FirstChild..nodes[i].AfterChildren];
            if (children.IsEmpty)
                continue;
            for (var child = 0; child < children.Length; child++)
                family[child] = children[child].Class;
            var place = slots.Take(family.AsSpan(0, children.Length));
            var states = slots.States;
            foreach (ref var child in children)
            {
                child.Slot = place + child.Class;
                states[child.Slot].Check = i == 0 ? -1 : nodes[i].Slot;
            }
            if (i != 0)
                states[nodes[i].Slot].Base = place;
        }
        return slots.States;
    }

    /// <summary>Fail links and words, breadth first, so that a state's fail is done before the state.</summary>
    /// <returns>Per word the next shorter one that ends with it.</returns>
    private int[] Link(ReadOnlySpan<Node> nodes, Automaton.State[] states, int[] root)
    {
        var shorter = new int[_found.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (ref readonly var child in nodes[nodes[i].FirstChild..nodes[i].AfterChildren])
            {
                var fail = i == 0 ? 0 : Behind(states, root, states[nodes[i].Slot].Fail, child.Class);
                ref var state = ref states[child.Slot];
                state.Fail = fail;
                var ofFail = fail == 0 ? 0 : states[fail].Word;
                state.Word = child.Word == 0 ? ofFail : child.Word;
                if (child.Word != 0)
                    shorter[child.Word] = ofFail;
            }
        }
        return shorter;
    }

    /// <summary>The state of the longest end of <paramref name="state"/> that can go on with the symbol.</summary>
    private static int Behind(Automaton.State[] states, int[] root, int state, int symbolClass)
    {
        for (; state != 0; state = states[state].Fail)
            if (states[states[state].Base + symbolClass].Check == state)
                return states[state].Base + symbolClass;
        return root[symbolClass];
    }

    private struct Node
    {
        public ushort Class;
        public int FirstChild;
        public int AfterChildren;
        public int Slot;

        /// <summary>The word that ends here; 0 = none.</summary>
        public int Word;
    }
}
