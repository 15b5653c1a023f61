using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Aliyun;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Providers.Tencent;
using Compliance.Gateway.Providers.Wecom;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Providers;

internal static class ChannelServices
{
    /// <summary>Channels, senders, vendors and the sandbox. Wants a <see cref="KeyFiles"/> and a <see cref="TimeProvider"/> to be registered.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddOptions<CredentialOptions>().BindConfiguration(GatewayOptions.Section);
        services.AddSingleton<SandboxVendor>();
        services.AddSingleton<SandboxDeliveries>();
        services.AddSingleton<SandboxWecom>();
        services.AddSingleton<SandboxTencentSms>();
        services.AddSingleton<SandboxAliyunSms>();
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
        services.AddSingleton(provider => new WecomTokens(
            provider.GetRequiredService<IOptions<CredentialOptions>>().Value.TokenKey is { } key
                ? SecretSetting.Read(key)
                : new SecretText(provider.GetRequiredService<KeyFiles>().TokenSigning())
        ));
        services.AddSingleton<WecomVendorTokens>();
        services.AddSingleton<Channel, WecomChannel>();
        services.AddSingleton<Channel, TencentSmsChannel>();
        services.AddSingleton<Channel, AliyunSmsChannel>();
        services.AddSingleton<ChannelRegistry>();
        return services;
    }
}
