using System.Collections.Concurrent;
using System.Collections.Immutable;
using Compliance.Audit;

namespace Compliance.Gateway.Stores.Sqlite;

/// <summary>
/// Reads what stands under a slot and remembers it, so that the hot path asks SQLite once. A writer commits, then calls
/// <see cref="Forget"/>, and only then says that the write is effective: no reader that starts afterwards sees what was before.
/// </summary>
internal sealed class SlotReader<T>
    where T : class
{
    private const int Capacity = 200_000;

    private readonly SqliteFile _file;
    private readonly PersonVault _vault;
    private readonly Func<SqliteSession, PersonSlot, T> _read;
    private readonly ConcurrentDictionary<PersonSlot, T> _known = new();

    /// <summary>Keeping and forgetting take turns: a value that was read before a write must not stand here for a moment after it.</summary>
    private readonly Lock _turns = new();
    private long _generation;
    private int _kept;

    public SlotReader(SqliteFile file, PersonVault vault, Func<SqliteSession, PersonSlot, T> read)
    {
        _file = file;
        _vault = vault;
        _read = read;
        file.Reopened += ForgetAll;
    }

    /// <returns>Null when the store can't answer.</returns>
    public T? Find(PersonSlot slot) => _known.TryGetValue(slot, out var known) ? known : Read(slot);

    /// <summary>Reads what is not yet known of a batch in one read transaction: most of a lone read's cost is its own.</summary>
    public void Prepare(ImmutableArray<PersonSlot> people)
    {
        if (people.Length < 2)
            return;
        var missing = people.Where(person => person != default && !_known.ContainsKey(person)).ToList();
        if (missing.Count < 2)
            return;
        var slots = missing.SelectMany(person => _vault.Linked(person)).Distinct().ToList();
        var generation = Volatile.Read(ref _generation);
        if (!_file.TryRead(session => ReadAll(session, slots), out var values))
            return;
        for (var i = 0; i < slots.Count; i++)
            Keep(slots[i], values[i], generation);
    }

    public void Forget(IEnumerable<PersonSlot> slots)
    {
        lock (_turns)
        {
            _generation++;
            foreach (var slot in slots)
                _known.TryRemove(slot, out _);
        }
    }

    private void ForgetAll()
    {
        lock (_turns)
        {
            _generation++;
            _known.Clear();
        }
    }

    private T? Read(PersonSlot slot)
    {
        var generation = Volatile.Read(ref _generation);
        if (!_file.TryRead(session => _read(session, slot), out var value))
            return null;
        Keep(slot, value, generation);
        return value;
    }

    private List<T> ReadAll(SqliteSession session, List<PersonSlot> slots)
    {
        session.Execute("BEGIN");
        try
        {
            return slots.ConvertAll(slot => _read(session, slot));
        }
        finally
        {
            session.Execute("COMMIT");
        }
    }

    private void Keep(PersonSlot slot, T value, long generation)
    {
        lock (_turns)
        {
            // A write has committed since the read, perhaps of this slot.
            if (_generation != generation)
                return;
            // Emptying a full cache is crude and rare; it keeps the common read free of bookkeeping.
            if (++_kept > Capacity)
            {
                _known.Clear();
                _kept = 0;
            }

            _known[slot] = value;
        }
    }
}
