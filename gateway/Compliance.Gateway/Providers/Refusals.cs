using System.Text.RegularExpressions;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers;

/// <summary>Refusals that several channels give.</summary>
internal static partial class Refusals
{
    public static Identification MissingCredential() =>
        Unidentified(RefusalKind.MissingCredential, "missing-credential", "请求没有携带网关签发的凭证");

    /// <summary>One answer for an unknown name and a wrong key: a caller must not learn which names exist.</summary>
    public static Identification WrongCredential() => Unidentified(RefusalKind.Credential, "wrong-credential", "网关凭证不正确");

    public static Identification WrongSecret() => Unidentified(RefusalKind.WrongSecret, "wrong-secret", "网关凭证不正确");

    /// <summary>The same for an unknown name as for a wrong key; the hosts let a wrong endpoint setting be found.</summary>
    public static Identification WrongSignature(IReadOnlyList<string> hosts) =>
        Unidentified(
            RefusalKind.Credential,
            "wrong-credential",
            $"网关凭证不正确；签名已按以下主机名核对（带端口与不带端口）：{string.Join('、', hosts)}"
        );

    /// <summary>Whoever is on the way could have put it there, or taken it away.</summary>
    public static Refusal HeaderNotAuthenticated(string name) =>
        Refusal.Of(
            RefusalKind.Credential,
            "header-not-authenticated",
            "签名没有覆盖这个请求头，无法确认是谁写的：请把它列入 SignedHeaders，或者同时带上 Compliance-Key",
            name
        );

    /// <param name="sender">The key's: whoever has it can fill that log with refusals anyway, and no other.</param>
    public static Identification TwoSenders(Sender sender) =>
        new Identification.Unidentified(
            Refusal.Of(
                RefusalKind.Credential,
                "two-senders",
                "请求自己的凭证和 Compliance-Key 是两个发送方的：请只用一个，或者换成同一发送方的"
            ),
            sender
        );

    public static Identification TwoKeys() =>
        Unidentified(RefusalKind.Credential, "two-keys", "请求带了两个不同的 Compliance-Key，无法确定是哪个发送方：请只带一个");

    public static Identification Expired(string message) => Unidentified(RefusalKind.CredentialExpired, "expired-credential", message);

    public static Refusal Unreadable(string reason, string message, string? place = null) =>
        Refusal.Of(RefusalKind.Unreadable, reason, message, place);

    /// <summary>No profile knows it, and nobody here can say whether the provider reads text or more people out of it.</summary>
    /// <param name="name">The caller's own word, which may be anything, a phone too: it is repeated only where it reads as a field's name.</param>
    /// <param name="within">Where it stands; empty at the top.</param>
    public static Refusal UnknownField(string name, string within = "")
    {
        var shown = name.Length <= 64 && FieldName().IsMatch(name) ? name : "（不像字段名，不便显示）";
        return Unreadable(
            "unknown-field",
            "网关不认识这个字段，不知道服务商会把它当作文案还是接收方，因此不转发：请去掉它",
            within.Length == 0 ? shown : $"{within}.{shown}"
        );
    }

    /// <summary>What would be dropped silently: the caller meant something by it.</summary>
    public static Refusal UnknownParameter(IEnumerable<string> known) =>
        Unreadable("unknown-parameter", $"网关不认识这个查询参数，不会转发：请去掉它。这个接口的查询参数只有 {string.Join('、', known)}");

    public static Refusal TooManyRecipients(int most, string place) =>
        Unreadable("too-many-recipients", $"一次最多 {most} 个接收方", place) with
        {
            Kind = RefusalKind.TooManyRecipients,
        };

    /// <summary>What stands in a text is cut off there by the provider, silently: what was judged must be what is read.</summary>
    public static Refusal TooLong(string length, string limit, string place) =>
        Unreadable("text-too-long", $"文本长 {length}，超过服务商的上限 {limit}（超出部分会被截掉），请缩短后再发", place) with
        {
            Kind = RefusalKind.Length,
        };

    public static Refusal UnknownEndpoint() => Refusal.Of(RefusalKind.UnknownEndpoint, "unknown-endpoint", "网关不转发该接口");

    public static Refusal Unavailable(string reason, string message) => Refusal.Of(RefusalKind.Unavailable, reason, message);

    public static Refusal VendorUnclear(string code) =>
        Refusal.Of(
            RefusalKind.OutcomeUnknown,
            "vendor-unreadable",
            "服务商没有给出明确的答复，消息可能已经发出：请先凭决定编号核对，不要直接重发",
            code
        );

    public static Refusal VendorRejected(string code) =>
        Refusal.Of(RefusalKind.VendorFailed, "vendor-rejected", "服务商没有受理该请求，消息没有发出", code);

    public static Refusal VendorRefusedCredential(string code) =>
        Refusal.Of(RefusalKind.VendorFailed, "vendor-credential", "服务商拒绝了网关的凭证，消息未发送", code);

    private static Identification Unidentified(RefusalKind kind, string reason, string message) =>
        new Identification.Unidentified(Refusal.Of(kind, reason, message));

    /// <summary>A word of letters and few digits: no number of a person, no name in Chinese.</summary>
    [GeneratedRegex("^(?!.*[0-9]{5})[A-Za-z_][A-Za-z0-9_.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
