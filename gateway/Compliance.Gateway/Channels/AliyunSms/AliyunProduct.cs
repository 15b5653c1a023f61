namespace Compliance.Gateway.Channels.AliyunSms;

/// <summary>Aliyun's products share one dialect and differ by API version when the host does not tell.</summary>
internal static class AliyunProduct
{
    public static string Of(string version) => version == "2015-11-23" ? "aliyun-dm" : "aliyun-sms";
}
