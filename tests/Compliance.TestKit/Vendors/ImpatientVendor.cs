using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compliance.TestKit.Vendors;

/// <summary>A vendor that answers each request before it has read it, and closes: what a limit in front of a provider does.</summary>
public sealed class ImpatientVendor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _answered;

    public ImpatientVendor(int? status)
    {
        Status = status;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Null: it closes without a word.</summary>
    public int? Status { get; set; }

    public int Answered => Volatile.Read(ref _answered);

    public async ValueTask DisposeAsync()
    {
        // The listener goes last: an accept on a stopped one is a fault of another kind than being told to stop.
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    /// <summary>Waits for the first bytes alone: the rest lies unread when it closes, and the sender's writes are reset.</summary>
    private async Task AnswerAsync(Socket connection)
    {
        using (connection)
        {
            if (await connection.ReceiveAsync(new byte[1], _stop.Token) == 0)
                return;
            Interlocked.Increment(ref _answered);
            if (Status is { } status)
                await connection.SendAsync(Answer(status), _stop.Token);
        }
    }

    private static byte[] Answer(int status) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} No\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>");
}
