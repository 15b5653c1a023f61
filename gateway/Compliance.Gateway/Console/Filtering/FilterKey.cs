using System.Collections.Immutable;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>What can be asked for in a typed line: its names, its values, and what help says of it. Parser, printer, completion and help all read this.</summary>
/// <param name="Term">The audit term that it asks for; null where it isn't one.</param>
/// <param name="Values">Every value that it takes and how that is written in Chinese; empty: any text.</param>
internal sealed record FilterKey(
    string English,
    string Chinese,
    string? Term,
    string Example,
    ImmutableArray<(string Value, string Chinese)> Values,
    params string[] Others
)
{
    public static readonly FilterKey Person = new("person", "人", null, "人:13900000001", [], "收件人");
    public static readonly FilterKey Rule = new("rule", "规则", "rule", "规则:cap-sms-daily", []);
    public static readonly FilterKey Channel = new(
        "channel",
        "通道",
        "channel",
        "通道:tencent-sms,wecom",
        [.. Named(ChannelCatalog.Channels.Select(channel => channel.Id).Union(ChannelCatalog.Families))],
        "渠道"
    );
    public static readonly FilterKey Family = new(
        "family",
        "通道族",
        "family",
        "通道族:短信",
        [.. Named(ChannelCatalog.Families)],
        "渠道族"
    );
    public static readonly FilterKey Campaign = new("campaign", "活动", "campaign", "活动:\"618 预热\"", []);
    public static readonly FilterKey Sender = new("sender", "发送方", "sender", "发送方:crm", []);
    public static readonly FilterKey Effect = new(
        "effect",
        "结果",
        "effect",
        "结果:部分,拒绝",
        [("permit", "放行"), ("partial", "部分"), ("deny", "拒绝")]
    );
    public static readonly FilterKey Law = new("law", "法条", "law", "法条:个人信息保护法/13", [], "法律");
    public static readonly FilterKey Category = new(
        "category",
        "类别",
        "category",
        "类别:营销",
        [("marketing", "营销"), ("service", "服务"), ("transaction", "交易"), ("security", "安全")]
    );

    /// <summary>The number that a provider gave: it finds one push, by itself.</summary>
    public static readonly FilterKey Receipt = new(
        "receipt",
        "回执",
        null,
        "回执:900619746936498440^0",
        [],
        "回执号",
        "msgid",
        "BizId",
        "SerialNo"
    );
    public static readonly FilterKey Period = new(
        "period",
        "时间",
        null,
        "最近7天",
        [("today", "今天"), ("yesterday", "昨天"), ("24h", "最近24小时"), ("7d", "最近7天"), ("30d", "最近30天")]
    );
    public static readonly FilterKey From = new("from", "从", null, "从:2026-11-01", []);
    public static readonly FilterKey To = new("to", "到", null, "到:2026-11-21T18:00", []);

    public static ImmutableArray<FilterKey> All { get; } =
    [Person, Rule, Channel, Family, Campaign, Sender, Effect, Law, Category, Receipt, Period, From, To];

    /// <summary>Times, persons and receipts narrow everything down, or nothing: they can't be left out.</summary>
    public bool CanBeNegated => Term is not null;

    public bool IsTime => this == Period || this == From || this == To;

    public static FilterKey? Find(string name) =>
        All.FirstOrDefault(key =>
            key.Chinese == name
            || string.Equals(key.English, name, StringComparison.OrdinalIgnoreCase)
            || key.Others.Contains(name, StringComparer.OrdinalIgnoreCase)
        );

    /// <returns>The kept spelling; null when it isn't one of the values.</returns>
    public string? Value(string typed)
    {
        if (Values.IsEmpty)
            return typed;
        foreach (var (value, chinese) in Values)
        {
            if (chinese == typed || string.Equals(value, typed, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>A value as people read it.</summary>
    public string Show(string value) => Values.FirstOrDefault(known => known.Value == value).Chinese ?? value;

    private static IEnumerable<(string, string)> Named(IEnumerable<string> channels) =>
        channels.Select(name => (name, ChannelCatalog.Chinese(name)));
}
