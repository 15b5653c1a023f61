using System.Net;
using System.Net.Sockets;
using System.Text;
using Compliance.Gateway.Forwarding;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Compliance.Tests.Gateway.Forwarding;

/// <summary>A vendor that reads everything and closes without an answer must not get the request a second time.</summary>
public sealed class NeverSentTwiceTests
{
    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    public async Task A_request_whose_reused_connection_closes_unanswered_is_not_repeated(string method, bool body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var vendor = Task.Run(async () =>
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(stop.Token);
                var stream = connection.GetStream();
                // The first request of a connection is answered, so that the connection is reused; the next one is read and dropped.
                for (var i = 0; await ReadsRequestAsync(stream, stop.Token); i++)
                {
                    Interlocked.Increment(ref requests);
                    if (i > 0)
                        break;
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop.Token);
                }
            }
        });
        using var client = new VendorHttpClientFactory().CreateClient(
            new ForwarderHttpClientContext { NewConfig = HttpClientConfig.Empty }
        );
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        using (var first = await client.SendAsync(Request(method, address, body), CancellationToken.None))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.SendAsync(Request(method, address, body), CancellationToken.None));

        Assert.Equal(2, Volatile.Read(ref requests));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vendor);
    }

    private static HttpRequestMessage Request(string method, Uri address, bool body) =>
        new(new HttpMethod(method), address) { Content = body ? new StringContent("{}") : null };

    private static async Task<bool> ReadsRequestAsync(NetworkStream stream, CancellationToken cancel)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, cancel);
            if (read == 0)
                return false;
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var head = text.ToString();
            var end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && (!head.Contains("Content-Length: 2", StringComparison.Ordinal) || head.Length >= end + 6))
                return true;
        }
    }
}
