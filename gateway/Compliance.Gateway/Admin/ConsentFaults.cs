using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Admin;

/// <summary>What is wrong with a consent event; the first thing found.</summary>
internal static class ConsentFaults
{
    private const int Longest = 256;

    public static Fault? Find(
        ConsentRequest request,
        Purposes purposes,
        IReadOnlySet<string> brands,
        DateTimeOffset now,
        out Identity identity,
        out DateTimeOffset at
    )
    {
        at = now;
        if (!Identity.TryParse(request.Identity, out identity, out var problem))
            return new Fault("identity", problem, "写成 kind:value，例如 phone:+86…、wecom:…。");
        if (request.Channel is not { } channel || !ChannelCatalog.IsChannelOrFamily(channel))
            return new Fault(
                "channel",
                "缺少通道或者不认识这个通道",
                $"写通道族 {string.Join('、', ChannelCatalog.Families)}，或者具体通道，例如 tencent-sms。"
            );
        if (Text("purpose", request.Purpose, required: true) is { } purpose)
            return purpose;
        if (request.Action is not ("grant" or "withdraw"))
            return new Fault("action", "动作只能是 grant 或 withdraw", "同意写 grant，撤回或拒收写 withdraw。");
        if (
            (
                Text("brand", request.Brand)
                ?? Text("notice", request.Notice)
                ?? Text("source", request.Source)
                ?? Text("proof", request.Proof)
            ) is
            { } text
        )
            return text;
        // No sender sends for it: a withdrawal would be answered "ok" and stop nothing. A grant opens nothing, and a group's import may hold one.
        if (request is { Action: "withdraw", Brand: { } brand } && !brands.Contains(brand))
            return new Fault(
                "brand",
                "没有发送方用这个品牌",
                $"写 {string.Join('、', brands.Order(StringComparer.Ordinal))} 之一，或者不写（默认品牌）。"
            );
        // A withdrawal of a purpose that nobody sends for would be answered "ok" and change nothing.
        if (!purposes.Has(request.Purpose!))
            return new Fault("purpose", "没有登记的目的", $"目的登记在规则包的 purposes.yaml 里：{purposes.Known}。");
        if (
            request.Action == "grant"
            && (request.Purpose == Message.MarketingPurpose || purposes.CategoryOf(request.Purpose!) == Category.Marketing)
            && string.IsNullOrWhiteSpace(request.Proof)
        )
            return new Fault(
                "proof",
                "营销目的的同意必须有证明编号",
                "个人信息保护法第六十九条由处理者举证：proof 写录音、截图、表单或日志的编号，例如 form-20261121-001。"
            );
        return request.At is null ? null : Time(request, now, ref at);
    }

    private static Fault? Time(ConsentRequest request, DateTimeOffset now, ref DateTimeOffset at)
    {
        if (!Instant.TryParse(request.At!, out at))
            return Instant.Fault("at");
        if (at <= now)
            return null;
        if (request.Action == "grant")
            return new Fault("at", "同意的时间在将来", "写本人表示同意的实际时间；检查发送方的时钟和时区。");
        // A withdrawal must not be lost to a clock that runs ahead: it holds from now on.
        at = now;
        return null;
    }

    private static Fault? Text(string field, string? value, bool required = false)
    {
        if (string.IsNullOrWhiteSpace(value))
            return required || value is not null
                ? new Fault(field, $"{field} 是空的", "写上内容，或者去掉这个字段（purpose 必填，例如 marketing）。")
                : null;
        if (PersonalText.Holds(value))
            return Fault.PersonalData(field);
        return value.Length > Longest || value.Any(char.IsControl)
            ? new Fault(field, $"{field} 太长或者含有控制字符", $"写编号或短语，不超过 {Longest} 个字符；内容本身另存，这里只写编号。")
            : null;
    }
}
