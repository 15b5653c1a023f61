namespace Compliance.Rules.Wording;

/// <summary>Collects patterns, then lays the trie out. Two patterns may be equal.</summary>
internal sealed class AutomatonBuilder
{
    private readonly ushort[] _classes = new ushort[0x10000];
    private readonly Dictionary<long, int> _children = [];
    private readonly List<Node> _nodes = [default];
    private readonly List<int> _breadthFirst = [];
    private readonly List<(int Pattern, int Next)> _outputs = [(0, 0)];
    private int _classCount;

    /// <param name="pattern">Handed back by <see cref="Automaton.Output"/>.</param>
    public void Add(ReadOnlySpan<char> symbols, int pattern)
    {
        var node = 0;
        foreach (var symbol in symbols)
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
        _outputs.Add((pattern, _nodes[node].Output));
        _nodes[node] = _nodes[node] with { Output = _outputs.Count - 1 };
    }

    public Automaton Build()
    {
        var states = Place();
        var root = new int[_classCount + 1];
        var pairs = new ulong[Automaton.PairWords];
        for (var child = _nodes[0].FirstChild; child != 0; child = _nodes[child].Sibling)
        {
            root[_nodes[child].Class] = _nodes[child].Slot;
            for (var grandchild = _nodes[child].FirstChild; grandchild != 0; grandchild = _nodes[grandchild].Sibling)
            {
                var pair = Automaton.PairOf(_nodes[child].Class, _nodes[grandchild].Class);
                pairs[pair >> 6] |= 1UL << pair;
            }
        }
        Link(states);
        return new Automaton(_classes, root, pairs, states, [.. _outputs], _nodes.Count);
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
            for (var child = _nodes[node].FirstChild; child != 0; child = _nodes[child].Sibling)
                family.Add(_nodes[child].Class);
            if (family.Count == 0)
                continue;
            family.Sort();
            var place = slots.Take(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(family));
            for (var child = _nodes[node].FirstChild; child != 0; child = _nodes[child].Sibling)
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

    /// <summary>Fail links and outputs, breadth first, so that a state's fail is done before the state.</summary>
    private void Link(Automaton.State[] states)
    {
        foreach (var node in _breadthFirst)
        {
            for (var child = _nodes[node].FirstChild; child != 0; child = _nodes[child].Sibling)
            {
                var fail = node;
                var target = 0;
                while (fail != 0)
                {
                    fail = _nodes[fail].Fail;
                    if (_children.TryGetValue(Key(fail, _nodes[child].Class), out target))
                        break;
                }
                _nodes[child] = _nodes[child] with { Fail = target, Output = Chain(_nodes[child].Output, _nodes[target].Output) };
                states[_nodes[child].Slot].Fail = _nodes[target].Slot;
                states[_nodes[child].Slot].Output = _nodes[child].Output;
            }
        }
    }

    /// <summary>The node's own outputs, then those of its fail state.</summary>
    private int Chain(int own, int ofFail)
    {
        if (own == 0)
            return ofFail;
        var last = own;
        while (_outputs[last].Next != 0)
            last = _outputs[last].Next;
        _outputs[last] = (_outputs[last].Pattern, ofFail);
        return own;
    }

    private readonly record struct Node(ushort Class, int FirstChild, int Sibling, int Slot, int Fail, int Output);
}
