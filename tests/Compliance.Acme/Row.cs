using Compliance.Acme;
using Compliance.Gateway.Providers.Registry;
using Compliance.Rules.Messages;
using Microsoft.AspNetCore.Hosting;

[assembly: HostingStartup(typeof(Folder))]

/// <summary>The row of the catalogue, put in before the built gateway's own first line; .NET wants this name, in no namespace.</summary>
internal static class StartupHook
{
    public static void Initialize() => ChannelCatalog.Add(new ChannelRow("acme", "acme", "极点私信", "Acme Messages", "acme"));
}

namespace Compliance.Acme
{
    /// <summary>The folder, which lies in another assembly than the gateway's own and is found in the same way.</summary>
    internal sealed class Folder : IHostingStartup
    {
        public void Configure(IWebHostBuilder builder) =>
            builder.ConfigureServices(services => services.AddProviders(typeof(Folder).Assembly));
    }
}
