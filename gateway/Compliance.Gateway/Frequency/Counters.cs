namespace Compliance.Gateway.Frequency;

/// <summary>One person's slots by counter, as Unix milliseconds. Not thread-safe: the caller holds the shard's lock.</summary>
internal sealed class Counters
{
    private readonly Dictionary<string, List<long>> _slots = new(1, StringComparer.Ordinal);

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

    public void Take(string counter, long at)
    {
        if (!_slots.TryGetValue(counter, out var slots))
            _slots.Add(counter, slots = new List<long>(2));
        slots.Add(at);
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
                Take(counter, slot);
        }
    }

    /// <returns>True when nothing is left.</returns>
    public bool Prune(long before)
    {
        foreach (var (counter, slots) in _slots)
        {
            slots.RemoveAll(slot => slot < before);
            if (slots.Count == 0)
                _slots.Remove(counter);
        }

        return _slots.Count == 0;
    }
}
