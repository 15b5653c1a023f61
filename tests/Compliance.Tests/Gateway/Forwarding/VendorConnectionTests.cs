using System.Net;
using System.Net.Sockets;
using Compliance.Gateway.Forwarding;
using Compliance.TestKit.Vendors;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Compliance.Tests.Gateway.Forwarding;

/// <summary>Real sockets: what becomes of a push whose vendor answers early, says nothing, or closes idle connections.</summary>
public sealed class VendorConnectionTests
{
    private const int Times = 20;

    [Theory]
    [InlineData(100)]
    [InlineData(300_000)]
    [InlineData(2_000_000)]
    public async Task An_early_answer_is_read_however_large_the_body_is(int bytes)
    {
        await using var vendor = new ImpatientVendor(413);
        using var client = Client();
        for (var i = 0; i < Times; i++)
        {
            using var request = Post(vendor.Address, bytes);
            var sent = SentBody.Begin();
            using var response = await client.SendAsync(request, CancellationToken.None);
            Assert.Equal(413, (int)response.StatusCode);
            Assert.Equal("<html>", await response.Content.ReadAsStringAsync());
            Assert.True(sent.HandedOver);
        }

        Assert.Equal(Times, vendor.Answered);
    }

    [Fact]
    public async Task A_vendor_that_closes_without_a_word_before_it_has_read_all_got_no_whole_body()
    {
        await using var vendor = new ImpatientVendor(status: null);
        using var client = Client();
        for (var i = 0; i < Times; i++)
        {
            using var request = Post(vendor.Address, 8_000_000);
            var sent = SentBody.Begin();
            await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, CancellationToken.None));
            Assert.False(sent.Whole);
        }
    }

    /// <summary>Providers close after a few idle seconds; a push that meets the close would have an outcome that nobody knows.</summary>
    [Fact]
    public async Task An_idle_connection_is_closed_by_us_before_a_vendor_does()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var idle = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync(limit.Token);
            var stream = connection.GetStream();
            var buffer = new byte[4096];
            Assert.True(await stream.ReadAsync(buffer, limit.Token) > 0);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), limit.Token);
            var since = System.Diagnostics.Stopwatch.StartNew();
            Assert.Equal(0, await stream.ReadAsync(buffer, limit.Token));
            return since.Elapsed;
        });
        using var client = Client();
        using var request = Post(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), 10);
        using var response = await client.SendAsync(request, CancellationToken.None);
        Assert.InRange(await idle, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    private static HttpMessageInvoker Client() =>
        new VendorHttpClientFactory().CreateClient(new ForwarderHttpClientContext { NewConfig = HttpClientConfig.Empty });

    private static HttpRequestMessage Post(Uri address, int bytes) =>
        new(HttpMethod.Post, address) { Content = new ByteArrayContent(new byte[bytes]) };
}
