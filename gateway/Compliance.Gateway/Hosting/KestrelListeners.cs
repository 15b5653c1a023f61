using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Compliance.Gateway.Hosting;

internal static class KestrelListeners
{
    /// <summary>Aliyun's SendSms carries up to 1,000 phones in the query; Kestrel's default of 8 KiB answers a bare 414.</summary>
    private const int LongestRequestLine = 64 * 1024;

    public static void AddListeners(this WebApplicationBuilder builder)
    {
        var options = GatewayOptions.Of(builder.Configuration);
        var sandbox = SandboxListener.IsWanted(builder.Configuration) ? new SandboxListener() : null;
        if (sandbox is not null)
            builder.Services.AddSingleton(sandbox);
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            // The limit is enforced where the body is read, so that the answer is in the provider's shape.
            kestrel.Limits.MaxRequestBodySize = null;
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
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return; // GatewayOptionsValidation reports it together with every other error.
        }

        void Mark(ListenOptions listen)
        {
            listen.Mark(listener);
            if (address.Scheme == "https")
                listen.UseHttps();
        }

        if (address.Host == "localhost")
            kestrel.ListenLocalhost(address.Port, Mark);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            kestrel.Listen(ip, address.Port, Mark);
        else
            kestrel.ListenAnyIP(address.Port, Mark);
    }
}
