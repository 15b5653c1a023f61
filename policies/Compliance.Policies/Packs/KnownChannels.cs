using System.Collections.Frozen;

namespace Compliance.Policies.Packs;

/// <summary>What <c>when.channel</c> may name: a channel or the family that stands for its members.</summary>
internal static class KnownChannels
{
    private static readonly FrozenDictionary<string, string[]> Families = new Dictionary<string, string[]>
    {
        ["sms"] = ["tencent-sms", "aliyun-sms"],
        ["push"] = ["jpush", "getui", "fcm", "apns", "huawei-push", "xiaomi-push"],
        ["email"] = ["aliyun-dm", "sendgrid", "sendcloud"],
        ["robot"] = ["dingtalk", "feishu"],
        ["wecom"] = [],
        ["wechat"] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> All { get; } =
    [.. Families.Keys.Order(StringComparer.Ordinal), .. Families.Values.SelectMany(channels => channels)];

    /// <summary>The family of a channel; a family is its own.</summary>
    public static string FamilyOf(string channel) => Families.FirstOrDefault(family => family.Value.Contains(channel)).Key ?? channel;

    /// <summary>The channel itself, or a family's first member (a family without members is a channel).</summary>
    public static string MemberOf(string channel) =>
        Families.TryGetValue(channel, out var members) && members.Length > 0 ? members[0] : channel;

    /// <summary>Whether everything that <paramref name="narrow"/> names is also named by <paramref name="wide"/>.</summary>
    public static bool Covers(string wide, string narrow) => wide == narrow || wide == FamilyOf(narrow);
}
