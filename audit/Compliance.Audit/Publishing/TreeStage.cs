using System.Diagnostics;
using Compliance.Audit.Journaling;
using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Publishing;

/// <summary>Takes durable records, grows the tree and signs it: at once when somebody waits for a receipt, else when it is time to publish; never twice within 4 ms.
/// A second thread publishes, so that no signature waits for files and no append for either.</summary>
internal sealed class TreeStage : IDisposable
{
    private const long BacklogBytes = 256L << 20;
    private static readonly TimeSpan SigningPause = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly string _origin;
    private readonly IReadOnlyList<SigningKey> _keys;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly LogFiles _files;
    private readonly TileTree _tree;
    private readonly Publisher _publisher;
    private readonly Action<IReadOnlyList<JournalRecord>, long> _published;
    private readonly Thread _signing;
    private readonly Thread _publishing;
    private readonly object _lock = new();
    private readonly Action<int, long, byte[]> _fullTile;
    private List<JournalRecord> _incoming = [];
    private List<JournalRecord> _unpublished = [];
    private List<(int Level, long Index, byte[] Hashes)> _tiles = [];
    private Job? _job;
    private long _backlog;
    private TaskCompletionSource _nextSignature = NewSignature();
    private bool _awaited; // somebody waits for the next signature
    private bool _hurry;
    private long _lastSigned = long.MinValue / 2;
    private long _lastPublished = long.MinValue / 2;
    private bool _stopping;
    private bool _allSigned;
    private string? _failure;
    private volatile SignedTree? _signed;

    /// <param name="complete">The tree stands where the journal ends: sign and publish it as it is. Otherwise records come first: a published log never shrinks.</param>
    /// <param name="published">Called with what was published and the log's size, on the publishing thread.</param>
    public TreeStage(
        string origin,
        IReadOnlyList<SigningKey> keys,
        AuditOptions options,
        LogFiles files,
        TileTree tree,
        bool complete,
        Publisher publisher,
        Action<IReadOnlyList<JournalRecord>, long> published
    )
    {
        (_origin, _keys, _clock, _interval, _files, _tree, _publisher, _published) = (
            origin,
            keys,
            options.Clock,
            options.CheckpointInterval,
            files,
            tree,
            publisher,
            published
        );
        _fullTile = (level, index, hashes) =>
        {
            _files.Announce(level, index, hashes);
            _tiles.Add((level, index, hashes));
        };
        if (complete)
            _job = new Job([], [], _signed = SignTree());
        _signing = new Thread(Sign) { IsBackground = true, Name = "audit-sign" };
        _signing.Start();
        _publishing = PatientThread.Start("audit-publish", Publish);
    }

    public SignedTree? Signed => _signed;

    /// <summary>Why publishing stands still; null: it doesn't.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Waits for room behind the journal. Why nothing more can be taken, when publishing fails and room is gone; null: go on.</summary>
    public string? Refusal()
    {
        lock (_lock)
        {
            while (_backlog > BacklogBytes)
            {
                if (_failure is not null)
                    return _failure;
                Monitor.Wait(_lock);
            }
            return null;
        }
    }

    public void Add(IReadOnlyCollection<JournalRecord> durable)
    {
        lock (_lock)
        {
            _incoming.AddRange(durable);
            foreach (var record in durable)
                _backlog += record.Leaves.Length;
            Monitor.PulseAll(_lock);
        }
    }

    public async Task SignedAsync(long index, CancellationToken cancel)
    {
        while (_signed is not { } signed || signed.Size <= index)
        {
            Task next;
            lock (_lock)
            {
                if (_signed is { } now && now.Size > index)
                    return;
                // Those who come after the first wake nobody.
                if (!_awaited)
                    Monitor.PulseAll(_lock);
                _awaited = true;
                next = _nextSignature.Task;
            }
            await next.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes what is durable now without waiting for the interval.</summary>
    public void Hurry()
    {
        lock (_lock)
        {
            _hurry = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Publishes everything and stops.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopping = true;
            Monitor.PulseAll(_lock);
        }
        _signing.Join();
        lock (_lock)
        {
            _allSigned = true;
            Monitor.PulseAll(_lock);
        }
        _publishing.Join();
    }

    private void Sign()
    {
        var size = _signed?.Size ?? -1;
        while (true)
        {
            List<JournalRecord> arrived;
            bool mustSign,
                publish;
            lock (_lock)
            {
                while (true)
                {
                    if (_incoming.Count > 0)
                        break;
                    if (_stopping && _unpublished.Count == 0 && _job is null)
                        return;
                    var pause = Pause(size);
                    if (pause == TimeSpan.Zero)
                        break;
                    Monitor.Wait(_lock, pause);
                }
                (arrived, _incoming) = (_incoming, []);
            }
            foreach (var record in arrived)
                Grow(record);
            lock (_lock)
            {
                _unpublished.AddRange(arrived);
                publish =
                    _job is null
                    && _unpublished.Count > 0
                    && Due(_lastPublished, _stopping || _hurry ? TimeSpan.Zero : _interval) == TimeSpan.Zero;
                mustSign = _tree.Size > size && (publish || _awaited) && Due(_lastSigned, SigningPause) == TimeSpan.Zero;
            }
            if (mustSign)
            {
                Announce(SignTree());
                size = _tree.Size;
                _lastSigned = Stopwatch.GetTimestamp();
            }
            lock (_lock)
            {
                // A checkpoint goes out with exactly the records that it covers.
                if (!publish || size < _tree.Size)
                    continue;
                _job = new Job(_unpublished, _tiles, _signed!);
                (_unpublished, _tiles, _hurry) = ([], [], false);
                _lastPublished = Stopwatch.GetTimestamp();
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>How long there is nothing to do, unless something arrives.</summary>
    private TimeSpan Pause(long size)
    {
        var pause = Timeout.InfiniteTimeSpan;
        if (_tree.Size > size && _awaited)
            pause = Due(_lastSigned, SigningPause);
        if (_unpublished.Count == 0 || _job is not null)
            return pause;
        var publish = Due(_lastPublished, _stopping || _hurry ? TimeSpan.Zero : _interval);
        if (publish == TimeSpan.Zero && _tree.Size > size)
            publish = Due(_lastSigned, SigningPause);
        return pause == Timeout.InfiniteTimeSpan || publish < pause ? publish : pause;
    }

    private static TimeSpan Due(long last, TimeSpan pause)
    {
        var rest = pause - Stopwatch.GetElapsedTime(last);
        return rest <= TimeSpan.Zero ? TimeSpan.Zero
            : rest < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1)
            : rest;
    }

    private void Grow(JournalRecord record)
    {
        for (var i = 0; i < record.Count; i++)
            _tree.Append(record.LeafHash(i), _fullTile);
    }

    private void Announce(SignedTree signed)
    {
        TaskCompletionSource made;
        lock (_lock)
        {
            _signed = signed;
            (made, _nextSignature, _awaited) = (_nextSignature, NewSignature(), false);
        }
        made.SetResult();
    }

    private static TaskCompletionSource NewSignature() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SignedTree SignTree()
    {
        var tree = new Checkpoint(_origin, _tree.Size, _tree.Root());
        var note = $"{tree.Text}\n{string.Concat(_keys.Select(key => key.Sign(tree.Text)))}";
        return new SignedTree(
            new SignedCheckpoint(tree, System.Text.Encoding.UTF8.GetBytes(note), _clock.GetUtcNow()),
            [.. _tree.Partials()],
            _files
        );
    }

    private void Publish()
    {
        while (true)
        {
            Job job;
            lock (_lock)
            {
                while (_job is null)
                {
                    if (_allSigned)
                        return;
                    Monitor.Wait(_lock);
                }
                job = _job;
            }
            if (!TryPublish(job))
                continue;
            _published(job.Records, job.Tree.Size);
            var bytes = 0L;
            foreach (var record in job.Records)
            {
                bytes += record.Leaves.Length;
                record.Release();
            }
            lock (_lock)
            {
                _backlog -= bytes;
                _job = null;
                Monitor.PulseAll(_lock);
            }
        }
    }

    private bool TryPublish(Job job)
    {
        try
        {
            _publisher.Publish(job.Records, job.Tiles, job.Tree);
            Volatile.Write(ref _failure, null);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or AuditDamagedException)
        {
            lock (_lock)
            {
                _failure = $"the log can't be published: {error.Message}";
                Monitor.PulseAll(_lock);
                // On the way out the journal keeps what could not be published.
                if (_stopping)
                {
                    _job = null;
                    _unpublished = [];
                    return false;
                }
                Monitor.Wait(_lock, Retry);
            }
            return false;
        }
    }

    private sealed record Job(List<JournalRecord> Records, List<(int Level, long Index, byte[] Hashes)> Tiles, SignedTree Tree);
}
