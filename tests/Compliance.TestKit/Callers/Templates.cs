namespace Compliance.TestKit.Callers;

/// <summary>The two SMS templates that the tests send with, as registered at provider and gateway.</summary>
public static class Templates
{
    public const string Signature = "花间茶事";
    public const string Tencent = "1110001";
    public const string Aliyun = "SMS_15305001";

    public static async Task RegisterAsync(AdminClient admin)
    {
        await admin.TemplateAsync("tencent-sms", Tencent, "{1}您好，您关注的{2}已到店，欢迎品鉴。拒收请回复R", "marketing", Signature);
        await admin.TemplateAsync("aliyun-sms", Aliyun, "${name}您好，您关注的春茶已到店，欢迎品鉴。拒收请回复R", "marketing", Signature);
    }
}
