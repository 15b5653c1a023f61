using System.Net;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Sandbox;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Compliance.Gateway.Hosting;

/// <summary>
/// The sandbox vendor's own door: a free port on loopback, only while the sandbox stands in.
/// </summary>
internal sealed class SandboxListener
{
    private ListenOptions? _bound;

    /// <summary>Kestrel writes the port that it got back into the options.</summary>
    public Uri Address =>
        new($"http://127.0.0.1:{_bound?.IPEndPoint?.Port ?? throw new InvalidOperationException("the sandbox's listener is not bound")}");

    public void Listen(KestrelServerOptions kestrel) =>
        kestrel.Listen(
            IPAddress.Loopback,
            0,
            listen =>
            {
                listen.Mark(Listener.SandboxVendor);
                _bound = listen;
            }
        );
}

internal static class SandboxEndpoints
{
    public static void MapSandboxVendor(this WebApplication app)
    {
        if (app.Services.GetService<SandboxListener>() is not { } listener)
            return;
        app.MapSandbox().WithMetadata(new AnswersOn(Listener.SandboxVendor));
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            app.Services.GetRequiredService<SandboxVendor>().Address = listener.Address;
            app.Logger.LogWarning(
                "the sandbox answers every push as its provider would, and nothing leaves this process: configure Compliance:Senders and Compliance:Vendors, and leave Compliance:Sandbox out"
            );
        });
    }
}
