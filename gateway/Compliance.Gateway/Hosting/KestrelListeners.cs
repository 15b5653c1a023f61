using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Compliance.Gateway.Hosting;

internal static class KestrelListeners
{
    /// <summary>Aliyun's SendSms carries up to 1,000 phones in the query; Kestrel's default of 8 KiB answers a bare 414.</summary>
    private const int LongestRequestLine = 64 * 1024;

    public static void AddListeners(this WebApplicationBuilder builder)
    {
        var options = GatewayOptions.Of(builder.Configuration);
        var sandbox = CredentialOptions.Of(builder.Configuration).UsesSandbox ? new SandboxListener() : null;
        if (sandbox is not null)
            builder.Services.AddSingleton(sandbox);
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            // The limit is enforced where the body is read, so that the answer is in the provider's shape.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxConcurrentConnections = options.Limits.Connections;
            Listen(kestrel, options.Listeners.Push, Listener.Push);
            Listen(kestrel, options.Listeners.Admin, Listener.Admin);
            sandbox?.Listen(kestrel);
        });
        builder.Services.AddSingleton<MatcherPolicy, ListenerMatcherPolicy>();
    }

    /// <summary>Connections that this endpoint accepts carry the door's name.</summary>
    public static void Mark(this ListenOptions listen, Listener listener)
    {
        var mark = new ListenerMark(listener);
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next =>
            connection =>
            {
                connection.Features.Set(mark);
                return next(connection);
            }
        );
    }

    private static void Listen(KestrelServerOptions kestrel, string url, Listener listener)
    {
        if (!ListenerAddress.TryParse(url, out var address))
            throw new InvalidOperationException($"{url} is not an address to listen on; the settings were not checked.");

        void Mark(ListenOptions listen)
        {
            listen.Mark(listener);
            if (address.IsHttps)
                listen.UseHttps();
        }

        if (address.IsLocalhost)
            kestrel.ListenLocalhost(address.Port, Mark);
        else if (address.IsEveryAddress)
            kestrel.ListenAnyIP(address.Port, Mark);
        else
            kestrel.Listen(address.Addresses[0], address.Port, Mark);
    }
}
