using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Compliance.Rules.Messages;

/// <summary>The contract's channels and the family of each. Wherever a channel is asked for, a family matches its members.</summary>
public static class ChannelCatalog
{
    public static ImmutableArray<(string Id, string Family)> Channels { get; } =
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

    private static readonly FrozenDictionary<string, string> Families = Channels.ToFrozenDictionary(
        channel => channel.Id,
        channel => channel.Family,
        StringComparer.Ordinal
    );

    /// <summary>Every family, then every channel that is not one itself.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Families.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        .. Channels.Where(channel => channel.Id != channel.Family).Select(channel => channel.Id),
    ];

    public static bool IsChannel(string name) => Families.ContainsKey(name);

    public static bool IsChannelOrFamily(string name) => Names.Contains(name);

    /// <summary>The family of a channel; a family is its own.</summary>
    public static string FamilyOf(string name) => Families.GetValueOrDefault(name, name);

    /// <summary>The channel itself, or a family's first member.</summary>
    public static string MemberOf(string name) => IsChannel(name) ? name : Channels.First(channel => channel.Family == name).Id;

    /// <summary>Whether everything that <paramref name="narrow"/> names is also named by <paramref name="wide"/>.</summary>
    public static bool Covers(string wide, string narrow) => wide == narrow || wide == FamilyOf(narrow);
}
