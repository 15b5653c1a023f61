using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Compliance.Rules.Messages;

/// <summary>
/// Every channel that policies, console and gateway know: a row each, and nobody else holds a list. Wherever a channel is asked for, a family matches its
/// members. A channel that no provider's folder carries is closed.
/// </summary>
public static class ChannelCatalog
{
    /// <summary>Families that are no channel themselves.</summary>
    private static readonly ImmutableArray<(string Id, string Chinese, string English)> Kinds =
    [
        ("sms", "短信", "SMS"),
        ("push", "推送", "App push"),
        ("email", "邮件", "E-mail"),
        ("robot", "机器人", "Group robot"),
    ];

    private static readonly Lock Adding = new();

    public static ImmutableArray<ChannelRow> Channels { get; private set; } =
    [
        new("wecom", "wecom", "企业微信", "WeCom", "wecom"),
        new("wechat", "wechat", "微信", "WeChat", "openid"),
        new("tencent-sms", "sms", "腾讯云短信", "Tencent Cloud SMS", "phone"),
        new("aliyun-sms", "sms", "阿里云短信", "Aliyun SMS", "phone"),
        new("aliyun-dm", "email", "阿里云邮件推送", "Aliyun DirectMail", "email"),
        new("jpush", "push", "极光推送", "JPush", "jpush"),
        new("getui", "push", "个推", "GeTui", "getui"),
        new("sendgrid", "email", "SendGrid 邮件", "SendGrid", "email"),
        new("sendcloud", "email", "SendCloud 邮件", "SendCloud", "email"),
        new("fcm", "push", "FCM 推送", "FCM", "fcm"),
        new("apns", "push", "苹果推送", "Apple Push", "apns"),
        new("huawei-push", "push", "华为推送", "Huawei Push", null),
        new("xiaomi-push", "push", "小米推送", "Xiaomi Push", null),
        new("dingtalk", "robot", "钉钉", "DingTalk", null),
        new("feishu", "robot", "飞书", "Feishu", null),
    ];

    private static FrozenDictionary<string, ChannelRow> _byId = ById();

    public static ImmutableArray<string> Families =>
        [
            .. Kinds.Select(kind => kind.Id),
            .. Channels.Select(channel => channel.Family).Where(family => !Kinds.Any(kind => kind.Id == family)).Distinct(),
        ];

    /// <summary>Every family, then every channel that is not one itself.</summary>
    public static ImmutableArray<string> Names =>
        [
            .. Families.Order(StringComparer.Ordinal),
            .. Channels.Where(channel => channel.Id != channel.Family).Select(channel => channel.Id),
        ];

    /// <summary>A channel that comes from elsewhere. MUST be called before the first policies are loaded: what was compiled does not see it.</summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public static void Add(ChannelRow row)
    {
        lock (Adding)
        {
            if (IsChannel(row.Id))
                throw new ArgumentException($"There is a channel {row.Id} already.", nameof(row));
            Channels = Channels.Add(row);
            _byId = ById();
        }
    }

    public static ChannelRow? Find(string id) => _byId.GetValueOrDefault(id);

    public static bool IsChannel(string name) => Find(name) is not null;

    public static bool IsChannelOrFamily(string name) => IsChannel(name) || Families.Contains(name);

    /// <summary>The family of a channel; a family is its own.</summary>
    public static string FamilyOf(string name) => Find(name)?.Family ?? name;

    /// <summary>The channel itself, or a family's first member.</summary>
    public static string MemberOf(string name) => IsChannel(name) ? name : Channels.First(channel => channel.Family == name).Id;

    /// <summary>Whether everything that <paramref name="narrow"/> names is also named by <paramref name="wide"/>.</summary>
    public static bool Covers(string wide, string narrow) => wide == narrow || wide == FamilyOf(narrow);

    /// <summary>How people call a channel or a family; what is neither is called as it is.</summary>
    public static string Chinese(string name) => Find(name)?.Chinese ?? Kinds.FirstOrDefault(kind => kind.Id == name).Chinese ?? name;

    public static string English(string name) => Find(name)?.English ?? Kinds.FirstOrDefault(kind => kind.Id == name).English ?? name;

    private static FrozenDictionary<string, ChannelRow> ById() =>
        Channels.ToFrozenDictionary(channel => channel.Id, StringComparer.Ordinal);
}
