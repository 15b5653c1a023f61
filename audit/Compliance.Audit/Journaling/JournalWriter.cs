using System.Buffers.Binary;
using System.Diagnostics;
using Compliance.Audit.Publishing;
using Compliance.Audit.Storage;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit.Journaling;

/// <summary>The one thread that writes the journal: all that waits becomes one batch, one write, one fdatasync. After a failure nothing is written to that segment again;
/// once a second it tries to make a new one, and is writable again when that is durable.</summary>
internal sealed class JournalWriter : IDisposable
{
    private const int BatchBytes = 4 << 20;
    private static readonly TimeSpan SyncPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly string _directory;
    private readonly long _segmentBytes;
    private readonly TimeProvider _clock;
    private readonly TreeStage _next;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly List<JournalRecord> _batch = [];
    private readonly MemoryStream _buffer = new();
    private readonly Queue<JournalRecord> _queue = new();
    private readonly List<(string Path, SegmentHeader Header)> _segments;
    private readonly SegmentReserve _reserve;
    private JournalPosition _position;
    private JournalSegment? _segment;
    private TaskCompletionSource? _rotate;
    private bool _stopping;
    private long _synced;
    private volatile WriterState _state;

    /// <param name="segment">Where to go on; null: begin a new segment at the position.</param>
    public JournalWriter(
        string directory,
        long segmentBytes,
        TimeProvider clock,
        JournalPosition position,
        JournalSegment? segment,
        IEnumerable<(string, SegmentHeader)> segments,
        TreeStage next
    )
    {
        _segments = [.. segments];
        (_directory, _segmentBytes, _clock, _position, _segment, _next) = (directory, segmentBytes, clock, position, segment, next);
        _reserve = new SegmentReserve(directory, segmentBytes);
        if (_segment is null)
            NewSegment();
        _state = new WriterState(null, _clock.GetUtcNow(), _position.Leaf);
        _thread = new Thread(Run) { IsBackground = true, Name = "audit-journal" };
        _thread.Start();
    }

    public WriterState State => _state;

    /// <summary>The largest record that fits a segment.</summary>
    public long MaximumRecord => _segmentBytes - 2 * JournalFormat.Sector;

    public ValueTask<long> Append(JournalRecord record)
    {
        bool first;
        lock (_lock)
        {
            if (_stopping)
                throw new AuditUnavailableException("the audit trail is closed");
            if (_state.Broken is { } broken)
                throw new AuditUnavailableException(broken);
            first = _queue.Count == 0;
            _queue.Enqueue(record);
        }
        if (first)
            _work.Release();
        return record.Durable;
    }

    /// <summary>Segments of which no batch after that one is.</summary>
    public IReadOnlyList<string> Before(long batch)
    {
        lock (_lock)
            return
            [
                .. _segments
                    .Take(_segments.Count - 1)
                    .Where((_, i) => _segments[i + 1].Header.FirstBatch <= batch + 1)
                    .Select(segment => segment.Path),
            ];
    }

    /// <summary>Lets go of segments whose every trace is durable elsewhere.</summary>
    public void Delete(IReadOnlyCollection<string> segments)
    {
        if (segments.Count == 0)
            return;
        foreach (var path in segments)
            File.Delete(path);
        DurableFile.SyncDirectory(_directory);
        lock (_lock)
            _segments.RemoveAll(segment => segments.Contains(segment.Path));
    }

    /// <summary>Completes when later records go to a new segment, so that all before can be let go.</summary>
    public Task RotateAsync()
    {
        lock (_lock)
        {
            _rotate ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _work.Release();
            return _rotate.Task;
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _stopping = true;
        _work.Release();
        _thread.Join();
        _reserve.Dispose();
        _segment?.Dispose();
        _work.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _work.Wait(_state.Broken is null ? Timeout.InfiniteTimeSpan : Retry);
            while (true)
            {
                // Where a sync takes next to nothing, one for each entry would cost more than the entries: who comes within a millisecond of the last shares the next.
                if (Stopwatch.GetElapsedTime(_synced) < SyncPause)
                    Thread.Sleep(SyncPause);
                TaskCompletionSource? rotate;
                bool stopping;
                lock (_lock)
                {
                    Take();
                    (rotate, _rotate) = (_rotate, null);
                    stopping = _stopping;
                }
                if (_state.Broken is not null)
                    Reopen();
                if (rotate is not null)
                    Rotate(rotate);
                if (_batch.Count == 0)
                {
                    if (stopping)
                        return;
                    break;
                }
                WriteBatch();
            }
        }
    }

    private void Take()
    {
        _batch.Clear();
        var bytes = 0L;
        while (_queue.TryPeek(out var record) && (bytes += record.Leaves.Length) <= Math.Max(BatchBytes, record.Leaves.Length))
            _batch.Add(_queue.Dequeue());
    }

    private void WriteBatch()
    {
        if (_next.Refusal() is { } refusal)
        {
            FailAll(new AuditUnavailableException(refusal));
            return;
        }
        if (_state.Broken is { } broken)
        {
            FailAll(new AuditUnavailableException(broken));
            return;
        }
        var written = new List<(Person? Person, ClassKey? Key)>();
        try
        {
            var leaf = Frame(written);
            var length = (int)_buffer.Length;
            var padded = JournalFormat.Padded(length);
            if (_position.Offset + padded > _segment!.Length)
                NewSegment();
            _buffer.SetLength(padded);
            var bytes = _buffer.GetBuffer().AsSpan(0, padded);
            var chain = JournalFormat.Batch(bytes[..length], _position.Batch, _position.Leaf, _batch.Count, _position.Chain);
            _segment!.Write(bytes, _position.Offset);
            _segment.Sync();
            _synced = Stopwatch.GetTimestamp();
            _position = _position with { Offset = _position.Offset + padded, Batch = _position.Batch + 1, Leaf = leaf, Chain = chain };
            if (_position.Offset > _segment.Length / 2)
                _reserve.Prepare();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Break(error);
            // What these would have brought has to come again.
            foreach (var (person, key) in written)
            {
                if (person is not null)
                    person.Pending = true;
                if (key is not null)
                    key.Pending = true;
            }
            FailAll(new AuditUnavailableException(_state.Broken!, error));
            return;
        }
        foreach (var (person, _) in written)
            if (person is not null)
                person.Durable = true;
        _state = _state with { Leaves = _position.Leaf };
        // In this order: whoever sees his entry durable finds it on its way to the log.
        _next.Add(_batch);
        foreach (var record in _batch)
            record.Complete();
    }

    /// <summary>Writes the batch's records behind room for its header; returns the leaf after them.</summary>
    private long Frame(List<(Person? Person, ClassKey? Key)> written)
    {
        var leaf = _position.Leaf;
        _buffer.SetLength(JournalFormat.BatchHeader);
        _buffer.Position = JournalFormat.BatchHeader;
        Span<byte> number = stackalloc byte[4];
        foreach (var record in _batch)
        {
            record.FirstLeaf = leaf;
            record.Batch = _position.Batch;
            leaf += record.Count;
            var changes = Changes(record, written);
            BinaryPrimitives.WriteInt32LittleEndian(number, 8 + changes.Length + record.Leaves.Length);
            _buffer.Write(number);
            BinaryPrimitives.WriteInt32LittleEndian(number, changes.Length);
            _buffer.Write(number);
            _buffer.Write(changes);
            BinaryPrimitives.WriteInt32LittleEndian(number, record.Count);
            _buffer.Write(number);
            _buffer.Write(record.Leaves.Span);
        }
        return leaf;
    }

    private static byte[] Changes(JournalRecord record, List<(Person? Person, ClassKey? Key)> written)
    {
        List<VaultChange>? changes = null;
        foreach (var person in record.People)
        {
            if (!person.Pending || person.Erased)
                continue;
            (changes ??= []).Add(person.Definition);
            person.Pending = false;
            written.Add((person, null));
        }
        if (record.SharedKey is { Pending: true } key)
        {
            (changes ??= []).Add(key.Definition);
            key.Pending = false;
            written.Add((null, key));
        }
        if (changes is not null)
            record.Changes = [.. changes, .. record.Changes];
        if (record.Changes.Count == 0)
            return [];
        using var bytes = new MemoryStream();
        using var into = new BinaryWriter(bytes);
        foreach (var change in record.Changes)
            VaultChange.Write(into, change);
        return bytes.ToArray();
    }

    private void Rotate(TaskCompletionSource done)
    {
        try
        {
            if (_state.Broken is { } broken)
                throw new IOException(broken);
            NewSegment();
            done.SetResult();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Break(error);
            done.SetException(new AuditUnavailableException(_state.Broken!, error));
        }
    }

    private void NewSegment()
    {
        var first = _position.Segment == 0;
        var header = new SegmentHeader(
            _position.Segment + 1,
            _position.Leaf,
            _position.Batch,
            first ? 0 : _position.Offset,
            _segmentBytes,
            _position.Chain
        );
        var made = JournalSegment.Create(_directory, header, _reserve.Take());
        _segment?.Dispose();
        _segment = made;
        lock (_lock)
            _segments.Add((made.Path, header));
        _position = _position with { Segment = header.Number, Offset = JournalFormat.Sector };
    }

    private void Break(Exception error)
    {
        // The state of that file's pages is unknown from here on: it is never synced again.
        if (_state.Broken is null)
            _state = new WriterState($"the journal can't be written: {error.Message}", _clock.GetUtcNow(), _position.Leaf);
    }

    private void Reopen()
    {
        try
        {
            NewSegment();
            _state = new WriterState(null, _clock.GetUtcNow(), _position.Leaf);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Still broken; tried again in a second.
            _state = _state with
            {
                Broken = $"the journal can't be written: {error.Message}",
            };
        }
    }

    private void FailAll(Exception error)
    {
        foreach (var record in _batch)
            record.Fail(error);
    }
}

/// <param name="Broken">Why nothing can be written; null: all is well.</param>
/// <param name="Leaves">Durable leaves.</param>
internal sealed record WriterState(string? Broken, DateTimeOffset Since, long Leaves);
