using Compliance.Gateway.Providers.Registry;
using Compliance.Gateway.Providers.Sandbox;

namespace Compliance.Gateway.Providers.Aliyun;

internal sealed class AliyunProvider : IProvider
{
    /// <summary>Its clients name their calls as those of SMS do: told apart, a mail is refused as what it is.</summary>
    public static Channel DirectMail { get; } =
        new ClosedChannel(
            "aliyun-dm",
            new CallNames
            {
                ActionHeader = "x-acs-action",
                VersionHeader = "x-acs-version",
                Versions = ["2015-11-23"],
            }
        );

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<Channel, AliyunSmsChannel>();
        services.AddSingleton(DirectMail);
        services.AddSingleton<ISandboxTwin, SandboxAliyunSms>();
    }
}
