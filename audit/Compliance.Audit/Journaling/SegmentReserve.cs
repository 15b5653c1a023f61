using Compliance.Audit.Storage;

namespace Compliance.Audit.Journaling;

/// <summary>Keeps one file of zeros ready to become the next segment. Into space that was only reserved, each fdatasync also has to commit the file system's own journal;
/// over zeros that are already there it writes bytes and nothing else. Without a ready file, or the room for one, segments are made as before.</summary>
internal sealed class SegmentReserve(string directory, long bytes) : IDisposable
{
    private const int Step = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly string _path = Path.Combine(directory, "next.zeros");
    private Thread? _making;
    private volatile bool _ready,
        _stopping;

    /// <summary>Begins to make the file, unless there is one.</summary>
    public void Prepare()
    {
        if (_ready || _making is { IsAlive: true })
            return;
        _making = PatientThread.Start("audit-zeros", Make);
    }

    /// <summary>The file, from now on the caller's; null: none is ready.</summary>
    public string? Take()
    {
        if (!_ready)
            return null;
        _ready = false;
        return _path;
    }

    public void Dispose()
    {
        _stopping = true;
        _making?.Join();
        File.Delete(_path);
    }

    private void Make()
    {
        try
        {
            File.Delete(_path);
            using var file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.Write);
            var zeros = new byte[Step];
            for (var at = 0L; at < bytes; at += Step)
            {
                if (_stopping)
                    return;
                RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(Step, bytes - at)), at);
                // In small portions and without waiting: nobody's sync should stand behind a whole segment.
                DurableFile.BeginSync(file);
                Thread.Sleep(Pause);
            }
            DurableFile.Sync(file);
            _ready = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is full, say: whether a segment can be made at all shows when it is needed.
        }
    }
}
