using Compliance.Audit.Entries;
using Compliance.Audit.Journaling;
using Compliance.Audit.Storage;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit.Searching;

/// <summary>The thread that brings what was published into the index, and new keys into the vault's file. It reads the log itself, so that however far it lags it holds no more memory.</summary>
internal sealed class Projector : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly IndexFile _index;
    private readonly VaultFile _vault;
    private readonly EntryFiles _entries;
    private readonly Thread _thread;
    private readonly object _lock = new();
    private readonly List<VaultChange> _changes = [];
    private long _published;
    private long _receivedBatch = -1;
    private long _appliedBatch = -1;
    private long _indexed;
    private bool _stopping;
    private string? _failure;

    public Projector(IndexFile index, VaultFile vault, EntryFiles entries)
    {
        (_index, _vault, _entries, _indexed) = (index, vault, entries, index.Next);
        _thread = PatientThread.Start("audit-index", Run);
    }

    /// <summary>Leaves in the index.</summary>
    public long Indexed => Interlocked.Read(ref _indexed);

    /// <summary>Every vault change up to that batch stands in the vault's file.</summary>
    public long AppliedBatch => Interlocked.Read(ref _appliedBatch);

    public string? Failure => Volatile.Read(ref _failure);

    public void Published(IReadOnlyList<JournalRecord> records, long size)
    {
        lock (_lock)
        {
            foreach (var record in records)
                _changes.AddRange(record.Changes);
            if (records.Count > 0)
                _receivedBatch = records[^1].Batch;
            _published = Math.Max(_published, size);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>False: it took longer.</summary>
    public bool Wait(Func<bool> reached, TimeSpan longest)
    {
        var end = Environment.TickCount64 + (long)longest.TotalMilliseconds;
        lock (_lock)
        {
            while (!reached())
            {
                var rest = end - Environment.TickCount64;
                if (rest <= 0)
                    return false;
                Monitor.Wait(_lock, (int)Math.Min(rest, 1000));
            }
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stopping = true;
            Monitor.PulseAll(_lock);
        }
        _thread.Join();
    }

    private void Run()
    {
        while (true)
        {
            VaultChange[] changes;
            long batch,
                size;
            lock (_lock)
            {
                while (_changes.Count == 0 && _published <= _indexed && _receivedBatch <= _appliedBatch)
                {
                    if (_stopping)
                        return;
                    Monitor.Wait(_lock);
                }
                (changes, batch, size) = ([.. _changes], _receivedBatch, _published);
            }
            if (!TryProject(changes, size))
            {
                if (_stopping)
                    return;
                continue;
            }
            lock (_lock)
            {
                _changes.RemoveRange(0, changes.Length);
                _appliedBatch = batch;
                Monitor.PulseAll(_lock);
            }
        }
    }

    private bool TryProject(VaultChange[] changes, long size)
    {
        try
        {
            _vault.Apply(changes);
            while (_index.Next < size)
            {
                _index.Add(_entries.Stretch(_index.Next, size));
                lock (_lock)
                {
                    _indexed = _index.Next;
                    Monitor.PulseAll(_lock);
                }
            }
            Volatile.Write(ref _failure, null);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or AuditDamagedException)
        {
            Volatile.Write(ref _failure, $"the index can't be written: {error.Message}");
            lock (_lock)
                if (!_stopping)
                    Monitor.Wait(_lock, Retry);
            return false;
        }
    }
}
