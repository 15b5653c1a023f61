using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Compliance.Rules.Messages;
using Compliance.Rules.Wording;

namespace Compliance.Gateway.Model;

/// <summary>
/// A contract identity, <c>kind:value</c>, in its one normal form, from the provider's bytes to the vault and from the admin API alike: one person's phone
/// written in two ways must be one identity, or a withdrawal would miss. The written form is what the vault hashes. Personal data: it never goes into a log, a URL that
/// we log, or an error.
/// </summary>
internal readonly record struct Identity
{
    private const int MaxLength = 512;

    private Identity(string kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    public string Kind { get; }

    /// <summary>The whole of it: <c>phone:+8613900000001</c>.</summary>
    public string Text { get; }

    /// <param name="e164">Null is nobody.</param>
    public static Identity? OfPhone(string? e164) => e164 is null ? null : new Identity("phone", $"phone:{e164}");

    /// <param name="problem">What is wrong, in Chinese and without the value.</param>
    public static bool TryParse(string? text, out Identity identity, [NotNullWhen(false)] out string? problem)
    {
        identity = default;
        var colon = text?.IndexOf(':') ?? -1;
        if (colon <= 0)
        {
            problem = "身份应写成 kind:value";
            return false;
        }

        var kind = text![..colon];
        var value = text[(colon + 1)..].Trim();
        problem = Normalise(kind, ref value);
        if (problem is not null)
            return false;
        identity = new Identity(kind, $"{kind}:{value}");
        return true;
    }

    /// <summary>For people's eyes: enough to recognise who one knows already.</summary>
    public string Masked
    {
        get
        {
            var value = Text.AsSpan(Kind.Length + 1);
            if (Kind == "phone" && value.StartsWith("+86") && value.Length == 14)
                return $"{value[3..6]}****{value[^4..]}";
            if (Kind == "email")
                return $"{value[0]}***{value[value.IndexOf('@')..]}";
            return value.Length > 8 ? $"{Kind}:{value[..3]}***{value[^3..]}" : $"{Kind}:***";
        }
    }

    /// <summary>By which the channels know people, and those that hold beside any channel.</summary>
    public static IEnumerable<string> Kinds =>
        ChannelCatalog
            .Channels.Select(channel => channel.Identity)
            .OfType<string>()
            .Distinct()
            .Concat(["unionid", "wecom-staff", "subject"]);

    public override string ToString() => $"{Kind}:…";

    private static string? Normalise(string kind, ref string value)
    {
        if (value.Length is 0 or > MaxLength)
            return $"身份的值应有 1 到 {MaxLength} 个字符";
        return kind switch
        {
            "phone" => Phone(ref value),
            "email" => Email(ref value),
            "apns" => Hex(ref value),
            "subject" => Parts(kind, value, 1),
            "openid" => Id(kind, value, 2),
            // WeCom takes a member's id in any case.
            "wecom-staff" => Id(kind, value = value.ToLowerInvariant(), 2),
            "jpush" => Id(kind, value, 3, "regid", "alias"),
            "getui" => Id(kind, value, 3, "cid"),
            _ when Kinds.Contains(kind) => Id(kind, value, 1),
            _ => $"不认识这种身份；可用 {string.Join('、', Kinds)}",
        };
    }

    private static string? Phone(ref string value)
    {
        if (PhoneNumber.Written(Folding.Compatible(value)) is not { } e164)
            return "phone 不是有效的号码；应为 E.164：+ 国家代码 号码，例如 +86 加 11 位手机号。00 后面必须是国家代码，国家代码只写一次，号码前不加 0";
        value = e164;
        return null;
    }

    private static string? Email(ref string value)
    {
        value = Folding.Compatible(value);
        var at = value.IndexOf('@');
        if (at <= 0 || at == value.Length - 1 || value.IndexOf('@', at + 1) >= 0 || value.Length > 254 || HasGaps(value))
            return "email 应为 local@domain，不含空格";
        return null;
    }

    private static string? Hex(ref string value)
    {
        if (!value.All(char.IsAsciiHexDigit))
            return "apns 应为十六进制的设备令牌";
        value = value.ToLowerInvariant();
        return null;
    }

    /// <summary>A provider gives out no id with other than plain characters; one that cannot be seen would make another person of it.</summary>
    private static string? Id(string kind, string value, int parts, params string[] middle) =>
        value.All(c => c is > ' ' and <= '~') ? Parts(kind, value, parts, middle) : $"{kind} 只能含可见的英文字母、数字和符号";

    private static string? Parts(string kind, string value, int parts, params string[] middle)
    {
        var split = value.Split(':', parts);
        if (split.Length != parts || split.Any(part => part.Length == 0) || HasGaps(value))
            return $"{kind} 后面应有 {parts} 段，用冒号分开，不含空格";
        return parts == 3 && !middle.Contains(split[1]) ? $"{kind} 的第二段应为 {string.Join(" 或 ", middle)}" : null;
    }

    private static bool HasGaps(string value) =>
        value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
