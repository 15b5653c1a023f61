using System.Globalization;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Recording;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Console.Exports;

/// <summary>Decisions as a spreadsheet program reads them.</summary>
internal static class DecisionCsv
{
    public static string Header(bool person) =>
        Line([
            "决定编号",
            "北京时间",
            "通道",
            "活动",
            "发送方",
            "类别",
            "结果",
            "请求人数",
            "发出人数",
            "移除人数",
            "规则",
            "法条",
            "策略版本",
            .. person ? ["查询的人", "此人的结果和原因"] : Array.Empty<string>(),
        ]);

    public static string Row(DecisionSummary decision, string? contact)
    {
        List<string?> cells =
        [
            decision.Id,
            BeijingTime.Second(decision.At),
            ChannelCatalog.Chinese(decision.Channel ?? ""),
            decision.Campaign,
            decision.Sender,
            CategoryWords.Of(decision.Category),
            Words.Effect(
                decision.Effect switch
                {
                    "permit" => DecisionEffect.Permit,
                    "partial" => DecisionEffect.Partial,
                    _ => DecisionEffect.Deny,
                }
            ),
            Number(decision.Counts.Asked),
            Number(decision.Counts.Sent),
            Number(decision.Counts.Removed),
            string.Join('；', decision.Rules),
            string.Join('；', decision.Laws),
            decision.Revision,
        ];
        if (contact is not null)
            cells.AddRange([contact, decision.Person?.Text]);
        return Line(cells);
    }

    private static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A cell that begins like a formula would be run by a spreadsheet program.</summary>
    private static string Cell(string? text)
    {
        text ??= "";
        if (text.Length > 0 && "=+-@\t\r＝＋－＠".Contains(text[0], StringComparison.Ordinal))
            text = "'" + text;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
