namespace Compliance.Rules.Wording;

/// <summary>
/// Free slots of a double array, in a ring through slot 0. A family of children takes the first place where all of its slots are free; after some vain tries
/// the search starts further right, which wastes a few slots and keeps building linear.
/// </summary>
internal sealed class SlotAllocator
{
    private const int Patience = 64;
    private readonly int _classCount;
    private int[] _next = [0];
    private int[] _previous = [0];
    private int _from;

    public SlotAllocator(int classCount, int nodes)
    {
        _classCount = classCount;
        Grow(nodes * 2 + classCount * 2 + 2);
    }

    public Automaton.State[] States { get; private set; } = [];

    /// <param name="family">Classes of the children, ascending.</param>
    /// <returns>The base: a child stands at base plus class.</returns>
    public int Take(ReadOnlySpan<ushort> family)
    {
        var tries = 0;
        var slot = _from;
        while (true)
        {
            slot = _next[slot];
            if (slot == 0 || slot + _classCount >= _next.Length)
            {
                var before = _previous[0];
                Grow(_next.Length * 2);
                slot = slot == 0 ? _next[before] : slot;
            }
            var place = slot - family[0];
            if (place >= 0 && AllFree(place, family))
            {
                foreach (var symbolClass in family)
                    Occupy(place + symbolClass);
                return place;
            }
            if (++tries == Patience && family.Length > 1)
                _from = slot;
        }
    }

    private bool AllFree(int place, ReadOnlySpan<ushort> family)
    {
        foreach (var symbolClass in family)
            if (_previous[place + symbolClass] < 0)
                return false;
        return true;
    }

    private void Occupy(int slot)
    {
        _next[_previous[slot]] = _next[slot];
        _previous[_next[slot]] = _previous[slot];
        if (_from == slot)
            _from = _previous[slot];
        _previous[slot] = -1;
    }

    private void Grow(int length)
    {
        var first = _next.Length;
        Array.Resize(ref _next, length);
        Array.Resize(ref _previous, length);
        var states = States;
        Array.Resize(ref states, length);
        States = states;
        for (var slot = first; slot < length; slot++)
        {
            _previous[slot] = slot == first ? _previous[0] : slot - 1;
            _next[slot] = slot + 1 < length ? slot + 1 : 0;
        }
        _next[_previous[first]] = first;
        _previous[0] = length - 1;
    }
}
