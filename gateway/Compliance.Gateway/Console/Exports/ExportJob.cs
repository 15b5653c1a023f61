namespace Compliance.Gateway.Console.Exports;

/// <summary>One export while it is made and until it is fetched. Written by its task alone, read by who polls.</summary>
internal sealed class ExportJob(string id, string owner, ExportFormat format, string path, DateTimeOffset startedAt)
{
    private readonly CancellationTokenSource _cancel = new();
    private long _done;
    private volatile ExportState _state = ExportState.Running;

    public string Id => id;

    public string Owner => owner;

    public ExportFormat Format => format;

    public string Path => path;

    public DateTimeOffset StartedAt => startedAt;

    public CancellationToken Cancelled => _cancel.Token;

    public ExportState State => _state;

    /// <summary>Decisions to write; 0: not counted yet.</summary>
    public long Total { get; set; }

    public long Done => Interlocked.Read(ref _done);

    public int Percent => Total == 0 ? 0 : (int)Math.Min(100, Done * 100 / Total);

    public void Progress(long done) => Interlocked.Exchange(ref _done, done);

    public void End(ExportState state) => _state = state;

    public void Cancel() => _cancel.Cancel();
}

internal enum ExportState
{
    Running,
    Done,
    Cancelled,
    Failed,
}
