namespace Compliance.Rules.Wording;

/// <summary>Collects words, then lays the trie out.</summary>
internal sealed class AutomatonBuilder
{
    private readonly ushort[] _classes = new ushort[0x10000];
    private readonly Dictionary<long, int> _children = [];
    private readonly List<Node> _nodes = [default];
    private readonly List<int> _breadthFirst = [];
    private int _classCount;
    private int _wordCount;

    /// <returns>The word's number: from 1 on, in the order of first adding.</returns>
    public int Add(ReadOnlySpan<char> word)
    {
        var node = 0;
        foreach (var symbol in word)
        {
            if (_classes[symbol] == 0)
                _classes[symbol] = (ushort)++_classCount;
            if (!_children.TryGetValue(Key(node, _classes[symbol]), out var child))
            {
                child = _nodes.Count;
                _children.Add(Key(node, _classes[symbol]), child);
                _nodes.Add(new Node { Class = _classes[symbol], Sibling = _nodes[node].FirstChild });
                _nodes[node] = _nodes[node] with { FirstChild = child };
            }
            node = child;
        }
        if (_nodes[node].Word == 0)
            _nodes[node] = _nodes[node] with { Word = ++_wordCount };
        return _nodes[node].Word;
    }

    public Automaton Build()
    {
        var codes = Codes();
        var openings = new Openings();
        foreach (var one in ChildrenOf(0))
        {
            foreach (var two in ChildrenOf(one))
            {
                if (_nodes[two].Word != 0)
                    openings.Add(codes[_nodes[one].Class], codes[_nodes[two].Class], 0);
                foreach (var three in ChildrenOf(two))
                    openings.Add(codes[_nodes[one].Class], codes[_nodes[two].Class], codes[_nodes[three].Class]);
            }
        }
        var states = Place();
        var root = new int[_classCount + 1];
        foreach (var child in ChildrenOf(0))
            root[_nodes[child].Class] = _nodes[child].Slot;
        var shorter = Link(states);
        return new Automaton(_classes, codes, root, states, openings, shorter, _nodes.Count);
    }

    /// <summary>Per class what <see cref="Wording.Openings"/> goes by.</summary>
    private uint[] Codes()
    {
        var codes = new uint[_classCount + 1];
        for (var symbolClass = 1; symbolClass <= _classCount; symbolClass++)
            codes[symbolClass] = Openings.Code(
                symbolClass,
                _children.TryGetValue(Key(0, (ushort)symbolClass), out var node) && _nodes[node].Word != 0
            );
        return codes;
    }

    private IEnumerable<int> ChildrenOf(int node)
    {
        for (var child = _nodes[node].FirstChild; child != 0; child = _nodes[child].Sibling)
            yield return child;
    }

    private static long Key(int node, ushort symbolClass) => (long)node << 16 | symbolClass;

    /// <summary>Gives each node a slot: breadth first, each family at the first base where all of it is free.</summary>
    private Automaton.State[] Place()
    {
        var slots = new SlotAllocator(_classCount, _nodes.Count);
        var family = new List<ushort>();
        _breadthFirst.Add(0);
        for (var i = 0; i < _breadthFirst.Count; i++)
        {
            var node = _breadthFirst[i];
            family.Clear();
            foreach (var child in ChildrenOf(node))
                family.Add(_nodes[child].Class);
            if (family.Count == 0)
                continue;
            family.Sort();
            var place = slots.Take(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(family));
            foreach (var child in ChildrenOf(node))
            {
                var slot = place + _nodes[child].Class;
                _nodes[child] = _nodes[child] with { Slot = slot };
                slots.States[slot].Check = node == 0 ? -1 : _nodes[node].Slot;
                _breadthFirst.Add(child);
            }
            if (node != 0)
                slots.States[_nodes[node].Slot].Base = place;
        }
        return slots.States;
    }

    /// <summary>Fail links and words, breadth first, so that a state's fail is done before the state.</summary>
    /// <returns>Per word the next shorter one that ends with it.</returns>
    private int[] Link(Automaton.State[] states)
    {
        var shorter = new int[_wordCount + 1];
        foreach (var node in _breadthFirst)
        {
            foreach (var child in ChildrenOf(node))
            {
                var fail = node;
                var target = 0;
                while (fail != 0)
                {
                    fail = _nodes[fail].Fail;
                    if (_children.TryGetValue(Key(fail, _nodes[child].Class), out target))
                        break;
                }
                var (own, ofFail) = (_nodes[child].Word, _nodes[target].Word);
                shorter[own] = own == 0 ? 0 : ofFail;
                _nodes[child] = _nodes[child] with { Fail = target, Word = own == 0 ? ofFail : own };
                states[_nodes[child].Slot].Fail = _nodes[target].Slot;
                states[_nodes[child].Slot].Word = _nodes[child].Word;
            }
        }
        return shorter;
    }

    private readonly record struct Node(ushort Class, int FirstChild, int Sibling, int Slot, int Fail, int Word);
}
