using Compliance.Gateway.Model;
using Compliance.Policies.Files;

namespace Compliance.Gateway.Pipeline;

/// <summary>What the gateway itself refuses, before or after the policies.</summary>
internal static class GatewayRefusals
{
    /// <summary>PIPL Art. 69 puts the burden of proof on the brand: no record, no send.</summary>
    public static Refusal NotRecorded { get; } =
        Refusal.Of(RefusalKind.Unavailable, "audit-unavailable", "审计记录暂时无法写入，消息未发送，请稍后重试") with
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Refusal Broken { get; } =
        Refusal.Of(RefusalKind.Unavailable, "internal-error", "网关内部错误，请凭决定编号联系网关管理员");

    /// <summary>It broke after bytes may have left.</summary>
    public static Refusal BrokenAfterSending { get; } =
        Refusal.Of(RefusalKind.OutcomeUnknown, "internal-error", "网关内部错误，消息可能已经发出：请先凭决定编号核对，不要直接重发");

    public static Refusal OutgoingDiffers { get; } =
        Refusal.Of(
            RefusalKind.Unavailable,
            "outgoing-differs",
            "网关内部错误：改写后的请求与判定不符，消息没有发出，请凭决定编号联系网关管理员"
        );

    public static Refusal AccountNotAllowed { get; } =
        Refusal.Of(
            RefusalKind.Forbidden,
            "account-not-allowed",
            "该发送方不能使用 Compliance-Account 指明的服务商账号：请去掉这个请求头，或者请网关管理员把账号加进 Compliance:Senders:<名称>:Accounts"
        );

    public static Refusal NoChannel { get; } =
        Refusal.Of(RefusalKind.UnknownEndpoint, "no-channel", "请求没有指明网关认识的渠道：请用 /<渠道>/ 开头的路径，或者服务商自己的域名");

    public static Refusal NoIdempotency { get; } =
        Refusal.Of(RefusalKind.Unavailable, "idempotency-unavailable", "无法确认该 Idempotency-Key 是否用过，消息未发送，请稍后重试") with
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    /// <summary>The true reason: nobody's number is wrong and nobody refused.</summary>
    public static Refusal NoPolicies(Diagnostic? fault) =>
        Refusal.Of(
            RefusalKind.Unavailable,
            "no-policies",
            "网关没有可用的合规规则，服务暂不可用，消息未发送，请稍后重试并通知法务",
            fault is null ? null : $"{fault.File}:{fault.Line} {fault.Code}"
        ) with
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        };

    /// <summary>The gateway sees the template for the first time and its provider has not yet told what stands in it.</summary>
    public static Refusal TemplateLate { get; } =
        Refusal.Of(RefusalKind.Unavailable, "template-late", "网关第一次见到这个模板，正在向服务商读取原文，消息未发送，请稍后重试") with
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    /// <summary>Whoever has it may have read it on the way.</summary>
    public static Refusal SignatureUsed { get; } =
        Refusal.Of(
            RefusalKind.Replay,
            "signature-used",
            "这个请求的签名（随机数）已经用过一次，同样的请求不会再发一次；确实要再发，请用新的时间和随机数重新签名"
        );

    public static Refusal VendorSilent { get; } =
        Refusal.Of(
            RefusalKind.OutcomeUnknown,
            "vendor-no-answer",
            "服务商没有给出可读的答复，消息可能已经发出：请先凭决定编号核对，不要直接重发"
        );

    public static Refusal VendorUnreached { get; } =
        Refusal.Of(RefusalKind.VendorFailed, "vendor-unreached", "没能把请求完整送到服务商，消息没有发出，可以稍后重试") with
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Refusal VendorUnset(string channel, string account) =>
        Refusal.Of(
            RefusalKind.Unavailable,
            "vendor-unset",
            $"网关没有配置 Compliance:Vendors:{channel} 的账号 {(PlainName.Is(account) ? account : "（它的名称像个人信息，这里不重复）")}，消息未发送"
        );

    public static Refusal PurposeNotAllowed { get; } =
        Refusal.Of(RefusalKind.Forbidden, "purpose-not-allowed", "该发送方没有使用此目的（Compliance-Purpose）的权限");

    public static Refusal BadHeaders(string problem) => Refusal.Of(RefusalKind.Unreadable, "bad-header", "Compliance 请求头有误", problem);

    public static Refusal Body(BodyRead body) =>
        body switch
        {
            BodyRead.TooLarge large => Refusal.Of(
                RefusalKind.TooLarge,
                "body-too-large",
                $"请求正文超过 {large.Limit} 字节（Compliance:Limits:BodyBytes），请拆分后再发"
            ),
            BodyRead.NoRoom => Refusal.Of(
                RefusalKind.Unavailable,
                "busy",
                "网关正在处理的请求正文太多（Compliance:Limits:BytesInFlight），消息未发送，请稍后重试；凭证写在请求头或查询里的请求优先"
            ) with
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            },
            _ => Refusal.Of(RefusalKind.Unreadable, "body-incomplete", "请求正文没有传完"),
        };
}
