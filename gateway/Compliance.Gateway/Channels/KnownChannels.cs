using System.Collections.Immutable;

namespace Compliance.Gateway.Channels;

/// <summary>The contract's channels and their families. One without an implementation refuses: it never passes anything on.</summary>
internal static class KnownChannels
{
    public static ImmutableArray<(string Id, string Family)> All { get; } =
    [
        ("wecom", "wecom"),
        ("wechat", "wechat"),
        ("tencent-sms", "sms"),
        ("aliyun-sms", "sms"),
        ("aliyun-dm", "email"),
        ("jpush", "push"),
        ("getui", "push"),
        ("sendgrid", "email"),
        ("sendcloud", "email"),
        ("fcm", "push"),
        ("apns", "push"),
        ("huawei-push", "push"),
        ("xiaomi-push", "push"),
        ("dingtalk", "robot"),
        ("feishu", "robot"),
    ];

    public static bool IsChannelOrFamily(string name) => name is "robot" || All.Any(known => known.Id == name || known.Family == name);
}
