using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Compliance.Audit;

namespace Compliance.Gateway.Storage;

/// <summary>
/// What was read of a slot, so that the hot path asks SQLite once. A writer commits, then calls <see cref="Forget"/>, and
/// only then says that the write is effective: no reader that starts afterwards sees what was before.
/// </summary>
internal sealed class SlotCache<T>(int capacity = 200_000)
{
    private readonly ConcurrentDictionary<PersonSlot, T> _known = new();
    private long _generation;

    public bool TryGet(PersonSlot slot, [MaybeNullWhen(false)] out T value) => _known.TryGetValue(slot, out value);

    /// <summary>To be taken before the read whose result is handed to <see cref="Keep"/>.</summary>
    public long Generation => Volatile.Read(ref _generation);

    public void Keep(PersonSlot slot, T value, long generation)
    {
        // Emptying a full cache is crude and rare; it keeps the common read free of bookkeeping.
        if (_known.Count >= capacity)
            _known.Clear();
        _known[slot] = value;
        // A write that committed since the read may have forgotten this slot already: then nothing may stay.
        if (Generation != generation)
            _known.TryRemove(slot, out _);
    }

    public void Forget(IEnumerable<PersonSlot> slots)
    {
        Interlocked.Increment(ref _generation);
        foreach (var slot in slots)
            _known.TryRemove(slot, out _);
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref _generation);
        _known.Clear();
    }
}
