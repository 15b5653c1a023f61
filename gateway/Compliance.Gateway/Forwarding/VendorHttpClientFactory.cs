using System.Diagnostics;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Compliance.Gateway.Forwarding;

/// <summary>
/// YARP's client, made safe for providers that must never get a message twice.
/// </summary>
internal sealed class VendorHttpClientFactory : ForwarderHttpClientFactory
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.AllowAutoRedirect = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
        // Closed by us before the vendor does: a push on a connection that the vendor is just closing has an outcome that nobody knows.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1);
        // The vendor's address may move.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        handler.PlaintextStreamFilter = static (connection, _) => new ValueTask<Stream>(new EarlyAnswerStream(connection.PlaintextStream));
        // A provider has no use for our trace ids, and an unsigned extra header is one more thing to explain.
        handler.ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator();
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new NeverSentTwice { InnerHandler = base.WrapHandler(context, handler) };

    /// <summary>
    /// SocketsHttpHandler repeats a request without content, silently, when a reused connection closes unanswered. With
    /// content, even empty, it does not.
    /// </summary>
    private sealed class NeverSentTwice : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content = new WatchedContent(request.Content ?? new ByteArrayContent([]), SentBody.Current);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
