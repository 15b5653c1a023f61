using System.Diagnostics.CodeAnalysis;

namespace Compliance.Gateway.Subjects;

/// <summary>
/// A contract identity, <c>kind:value</c>, normalised: one person's phone written in two ways must be one identity, or a
/// withdrawal would miss. The written form is what the vault hashes. Personal data: it never goes into a log, a URL that
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
            "unionid" or "wecom" or "fcm" or "subject" => Parts(kind, value, 1),
            "openid" or "wecom-staff" => Parts(kind, value, 2),
            "jpush" => Parts(kind, value, 3, "regid", "alias"),
            "getui" => Parts(kind, value, 3, "cid"),
            _ => "不认识这种身份；可用 phone、email、openid、unionid、wecom、wecom-staff、jpush、getui、fcm、apns、subject",
        };
    }

    /// <summary>E.164. A bare mainland mobile and a 00 prefix are understood; anything else must say its country.</summary>
    private static string? Phone(ref string value)
    {
        Span<char> digits = stackalloc char[20];
        var length = 0;
        var plus = value[0] == '+';
        foreach (var c in value.AsSpan(plus ? 1 : 0))
        {
            if (c is ' ' or '-' or '(' or ')')
                continue;
            if (!char.IsAsciiDigit(c) || length == digits.Length)
                return "phone 应为 E.164：+ 和 7 到 15 位数字";
            digits[length++] = c;
        }

        var number = digits[..length].ToString();
        if (!plus)
        {
            if (number.StartsWith("00", StringComparison.Ordinal))
                number = number[2..];
            else if (IsMainlandMobile(number))
                number = "86" + number;
            else if (!(number.StartsWith("86", StringComparison.Ordinal) && IsMainlandMobile(number[2..])))
                return "phone 应带国家代码：+86…";
        }

        if (number.Length is < 7 or > 15 || number[0] == '0')
            return "phone 应为 E.164：+ 和 7 到 15 位数字，首位不为 0";
        value = "+" + number;
        return null;
    }

    private static bool IsMainlandMobile(string number) => number.Length == 11 && number[0] == '1' && number[1] is >= '3' and <= '9';

    private static string? Email(ref string value)
    {
        var at = value.IndexOf('@');
        if (at <= 0 || at == value.Length - 1 || value.IndexOf('@', at + 1) >= 0 || value.Length > 254 || HasGaps(value))
            return "email 应为 local@domain，不含空格";
        value = value.ToLowerInvariant();
        return null;
    }

    private static string? Hex(ref string value)
    {
        if (!value.All(char.IsAsciiHexDigit))
            return "apns 应为十六进制的设备令牌";
        value = value.ToLowerInvariant();
        return null;
    }

    private static string? Parts(string kind, string value, int parts, params string[] middle)
    {
        var split = value.Split(':', parts);
        if (split.Length != parts || split.Any(part => part.Length == 0) || HasGaps(value))
            return $"{kind} 后面应有 {parts} 段，用冒号分开，不含空格";
        return parts == 3 && !middle.Contains(split[1]) ? $"{kind} 的第二段应为 {string.Join(" 或 ", middle)}" : null;
    }

    private static bool HasGaps(string value) => value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
