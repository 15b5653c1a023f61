namespace Compliance.Gateway.Console;

/// <summary>Addresses of the decisions behind a number, in the words of the filter line: <c>键:值</c> separated by blanks, <c>-</c> negates, quotes around blanks.</summary>
internal sealed class DecisionLinks
{
    public const string Path = "/console/decisions";

    public string To(params ReadOnlySpan<string> tokens) => tokens.IsEmpty ? Path : $"{Path}?q={Uri.EscapeDataString(string.Join(' ', tokens))}";

    public static string To(string decision) => $"{Path}/{decision}";

    public static string Rule(string id) => Token("规则", id);

    /// <param name="channel">A channel or a family.</param>
    public static string Channel(string channel) => Token("渠道", channel);

    public static string Campaign(string campaign) => Token("活动", campaign);

    public static string Sender(string sender) => Token("发送方", sender);

    /// <param name="law"><c>法律名/条</c>.</param>
    public static string Law(string law) => Token("法条", law);

    public static string Between(DateTimeOffset from, DateTimeOffset to) => $"{Token("从", Beijing(from))} {Token("到", Beijing(to))}";

    public const string Refused = "结果:拒绝";
    public const string Partial = "结果:部分";
    public const string Permitted = "结果:放行";
    public const string Today = "今天";
    public const string Yesterday = "昨天";
    public const string Last24Hours = "最近24小时";
    public const string Last7Days = "最近7天";
    public const string Last30Days = "最近30天";

    public static string Token(string key, string value) => value.AsSpan().ContainsAny(" \"") ? $"{key}:\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : $"{key}:{value}";

    private static string Beijing(DateTimeOffset at) => BeijingTime.Of(at).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
