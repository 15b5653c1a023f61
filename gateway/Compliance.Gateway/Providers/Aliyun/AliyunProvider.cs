using Compliance.Gateway.Providers.Sandbox;

namespace Compliance.Gateway.Providers.Aliyun;

internal sealed class AliyunProvider : IProvider
{
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<Channel, AliyunSmsChannel>();
        services.AddSingleton<ISandboxTwin, SandboxAliyunSms>();
    }
}
