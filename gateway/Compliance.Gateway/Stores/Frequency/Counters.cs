namespace Compliance.Gateway.Stores.Frequency;

/// <summary>One person's slots by counter, as Unix milliseconds. Not thread-safe: the caller holds the shard's lock.</summary>
internal sealed class Counters
{
    private readonly Dictionary<string, List<long>> _slots = new(1, StringComparer.Ordinal);
    private int _tidyAt = 16;

    public int Count(string counter, long since)
    {
        if (!_slots.TryGetValue(counter, out var slots))
            return 0;
        var count = 0;
        foreach (var slot in slots)
        {
            if (slot >= since)
                count++;
        }

        return count;
    }

    /// <param name="forget">No window asks for slots before this.</param>
    public void Take(string counter, long at, long forget)
    {
        if (!_slots.TryGetValue(counter, out var slots))
        {
            Tidy(forget);
            _slots.Add(counter, slots = new List<long>(2));
        }
        if (slots.Count == slots.Capacity)
            slots.RemoveAll(slot => slot < forget);
        slots.Add(at);
    }

    /// <summary>Where each text has a counter, those that no window asks for any more must not pile up.</summary>
    private void Tidy(long forget)
    {
        if (_slots.Count < _tidyAt)
            return;
        foreach (var (counter, slots) in _slots)
        {
            if (slots.TrueForAll(slot => slot < forget))
                _slots.Remove(counter);
        }

        _tidyAt = Math.Max(16, _slots.Count * 2);
    }

    public void Return(string counter, long at)
    {
        if (_slots.TryGetValue(counter, out var slots))
            slots.Remove(at);
    }

    public void Add(Counters other)
    {
        foreach (var (counter, slots) in other._slots)
        {
            foreach (var slot in slots)
                Take(counter, slot, long.MinValue);
        }
    }
}
