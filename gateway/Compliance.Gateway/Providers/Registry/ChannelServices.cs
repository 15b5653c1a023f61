using System.Reflection;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Sandbox;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Providers.Registry;

internal static class ChannelServices
{
    /// <summary>Channels, senders, vendors and the sandbox. Wants a <see cref="KeyFiles"/> and a <see cref="TimeProvider"/> to be registered.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddOptions<CredentialOptions>().BindConfiguration(GatewayOptions.Section);
        services.AddSingleton<SandboxVendor>();
        services.AddSingleton<SandboxDeliveries>();
        services.AddSingleton(provider => new SenderRegistry(
            SenderReading.Read(provider.GetRequiredService<IOptions<CredentialOptions>>().Value, provider.GetRequiredService<KeyFiles>())
        ));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<CredentialOptions>>().Value;
            return options.UsesSandbox
                ? new VendorRegistry([], provider.GetRequiredService<SandboxVendor>())
                : new VendorRegistry(VendorReading.Read(options));
        });
        services.AddProviders(typeof(IProvider).Assembly);
        services.AddSingleton<ChannelRegistry>();
        return services;
    }

    /// <summary>Every provider's folder in an assembly.</summary>
    public static void AddProviders(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IProvider))))
            ((IProvider)Activator.CreateInstance(type)!).AddTo(services);
    }
}
