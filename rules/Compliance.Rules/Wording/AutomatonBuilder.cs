namespace Compliance.Rules.Wording;

/// <summary>Collects patterns, then lays the trie out. Two patterns may be equal.</summary>
internal sealed class AutomatonBuilder
{
    private readonly ushort[] _classes = new ushort[0x10000];
    private readonly List<Dictionary<ushort, int>?> _children = [null];
    private readonly List<int> _depthOrder = [];
    private readonly List<(int Pattern, int Next)> _outputs = [(0, 0)];
    private readonly List<int> _firstOutput = [0];
    private int _classCount;

    /// <param name="pattern">Handed back by <see cref="Automaton.Output"/>.</param>
    public void Add(ReadOnlySpan<char> symbols, int pattern)
    {
        var node = 0;
        foreach (var symbol in symbols)
        {
            if (_classes[symbol] == 0)
                _classes[symbol] = (ushort)++_classCount;
            var children = _children[node] ??= [];
            if (!children.TryGetValue(_classes[symbol], out var child))
            {
                child = _children.Count;
                _children.Add(null);
                _firstOutput.Add(0);
                children.Add(_classes[symbol], child);
            }
            node = child;
        }
        _outputs.Add((pattern, _firstOutput[node]));
        _firstOutput[node] = _outputs.Count - 1;
    }

    public Automaton Build()
    {
        var placed = new int[_children.Count];
        var states = Place(placed);
        var root = new int[_classCount + 1];
        foreach (var (symbolClass, child) in _children[0] ?? [])
            root[symbolClass] = placed[child];
        Link(placed, states, root);
        return new Automaton(_classes, root, states, [.. _outputs], _children.Count);
    }

    /// <summary>Gives each node a slot: breadth first, each family at the first base where all of it is free.</summary>
    private Automaton.State[] Place(int[] placed)
    {
        var slots = new SlotAllocator(_classCount, _children.Count);
        _depthOrder.Add(0);
        for (var i = 0; i < _depthOrder.Count; i++)
        {
            var node = _depthOrder[i];
            if (_children[node] is not { } children)
                continue;
            var family = children.Keys.ToArray();
            Array.Sort(family);
            var place = slots.Take(family);
            foreach (var (symbolClass, child) in children)
            {
                placed[child] = place + symbolClass;
                slots.States[place + symbolClass].Check = node == 0 ? -1 : placed[node];
                _depthOrder.Add(child);
            }
            if (node != 0)
                slots.States[placed[node]].Base = place;
        }
        return slots.States;
    }

    /// <summary>Fail links and outputs, breadth first, so that a state's fail is done before the state.</summary>
    private void Link(int[] placed, Automaton.State[] states, int[] root)
    {
        var fails = new int[_children.Count];
        foreach (var node in _depthOrder)
        {
            foreach (var (symbolClass, child) in _children[node] ?? [])
            {
                var fail = node;
                var target = 0;
                while (fail != 0)
                {
                    fail = fails[fail];
                    if (_children[fail] is { } others && others.TryGetValue(symbolClass, out target))
                        break;
                    target = 0;
                }
                fails[child] = target;
                states[placed[child]].Fail = placed[target];
                states[placed[child]].Output = Chain(child, target);
            }
        }
    }

    /// <summary>The child's own outputs, then those of its fail state.</summary>
    private int Chain(int child, int fail)
    {
        var first = _firstOutput[child];
        if (first == 0)
            return _firstOutput[child] = _firstOutput[fail];
        var last = first;
        while (_outputs[last].Next != 0)
            last = _outputs[last].Next;
        _outputs[last] = (_outputs[last].Pattern, _firstOutput[fail]);
        return first;
    }
}
