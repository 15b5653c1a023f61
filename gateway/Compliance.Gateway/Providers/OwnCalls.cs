using System.Diagnostics;

namespace Compliance.Gateway.Providers;

/// <summary>Calls that the gateway makes for itself, not for a push: a token, a template.</summary>
internal static class OwnCalls
{
    // Not from the factory: its logging prints whole URLs, and secrets stand in some of them.
    public static HttpClient Client() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            }
        );
}
