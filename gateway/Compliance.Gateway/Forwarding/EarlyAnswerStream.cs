namespace Compliance.Gateway.Forwarding;

/// <summary>
/// A vendor may answer before it has read the whole push (413, a closed account) and close. The HTTP client reads only when it has written all:
/// its write fails, and the answer that lies there is lost. So this stream listens while a write is held up; once an answer has begun, the rest of
/// the request is not written, the client takes it for sent and reads the answer.
/// </summary>
internal sealed class EarlyAnswerStream(Stream inner) : Stream
{
    private const int BufferSize = 16 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly Lock _lock = new();

    /// <summary>The one read that is under way; what it brought stays here until the client has taken it.</summary>
    private Task<int>? _ahead;
    private int _taken;
    private SentBody? _exchange;
    private bool _heard;
    private bool _cut;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The vendor is gone and has said nothing.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Begin(SentBody.Current);
        if (_cut)
            return;
        var write = inner.WriteAsync(buffer, cancellationToken);
        if (write.IsCompletedSuccessfully)
            return;
        var writing = write.AsTask();
        var answer = Answer();
        await Task.WhenAny(writing, answer);
        if (writing.IsCompletedSuccessfully)
            return;
        if (!await HasBegunAsync(answer, writing))
        {
            await writing;
            return;
        }

        _cut = true;
        _exchange?.Cut = true;
        // Nobody waits for what is no longer written.
        _ = writing.ContinueWith(
            given => _ = given.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = await Ahead().WaitAsync(cancellationToken);
        if (buffer.IsEmpty)
            return 0;
        lock (_lock)
        {
            var given = Math.Min(buffer.Length, length - _taken);
            _buffer.AsSpan(_taken, given).CopyTo(buffer.Span);
            _taken += given;
            _heard |= given > 0;
            if (length > 0 && _taken == length)
                (_ahead, _taken) = (null, 0);
            return given;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _cut ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <exception cref="IOException">The next request, on a connection that lost its place in the last one.</exception>
    private void Begin(SentBody? exchange)
    {
        lock (_lock)
        {
            if (ReferenceEquals(exchange, _exchange))
                return;
            if (_cut)
                throw new IOException("the vendor's connection ended with its early answer");
            (_exchange, _heard) = (exchange, false);
        }
    }

    private Task<int> Ahead()
    {
        lock (_lock)
            return _ahead ??= inner.ReadAsync(_buffer, CancellationToken.None).AsTask();
    }

    /// <summary>The client may have begun to take the answer already: it listens, too, on a connection that it uses again.</summary>
    private Task<int> Answer()
    {
        lock (_lock)
            return _heard ? Task.FromResult(1) : Ahead();
    }

    /// <summary>A vendor that only closed its side, or reset without a word, has given no answer.</summary>
    private static async Task<bool> HasBegunAsync(Task<int> answer, Task writing)
    {
        if (!answer.IsCompleted && !writing.IsFaulted)
            return false;
        try
        {
            return await answer > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
