using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Acme.Acme;

internal sealed class AcmeProvider : IProvider
{
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<Channel, AcmeChannel>();
        services.AddSingleton<ISandboxTwin, SandboxAcme>();
    }
}
