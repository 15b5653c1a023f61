using Compliance.Gateway.Providers.Sandbox;

namespace Compliance.Gateway.Providers.Tencent;

internal sealed class TencentProvider : IProvider
{
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<Channel, TencentSmsChannel>();
        services.AddSingleton<ISandboxTwin, SandboxTencentSms>();
    }
}
