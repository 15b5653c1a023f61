using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Sandbox;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Providers.Wecom;

internal sealed class WecomProvider : IProvider
{
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(provider => new WecomTokens(
            provider.GetRequiredService<IOptions<CredentialOptions>>().Value.TokenKey is { } key
                ? SecretSetting.Read(key)
                : new SecretText(provider.GetRequiredService<KeyFiles>().TokenSigning())
        ));
        services.AddSingleton<WecomVendorTokens>();
        services.AddSingleton<Channel, WecomChannel>();
        services.AddSingleton<ISandboxTwin, SandboxWecom>();
    }
}
