namespace Compliance.Gateway.Channels;

/// <summary>Refusals that several channels give.</summary>
internal static class Refusals
{
    public static Identification MissingCredential() =>
        Unidentified(RefusalKind.Credential, "missing-credential", "请求没有携带网关签发的凭证");

    /// <summary>One answer for an unknown name and a wrong key: a caller must not learn which names exist.</summary>
    public static Identification WrongCredential(string reason = "wrong-credential") =>
        Unidentified(RefusalKind.Credential, reason, "网关凭证不正确");

    /// <summary>The same for an unknown name as for a wrong key; the hosts let a wrong endpoint setting be found.</summary>
    public static Identification WrongSignature(IReadOnlyList<string> hosts) =>
        Unidentified(
            RefusalKind.Credential,
            "wrong-credential",
            $"网关凭证不正确；签名已按以下主机名核对（带端口与不带端口）：{string.Join('、', hosts)}"
        );

    public static Identification Expired(string message) => Unidentified(RefusalKind.CredentialExpired, "expired-credential", message);

    public static Refusal Unreadable(string reason, string message, string? place = null) =>
        new()
        {
            Kind = RefusalKind.Unreadable,
            Reason = reason,
            Message = message,
            Place = place,
        };

    public static Refusal UnknownEndpoint() =>
        new()
        {
            Kind = RefusalKind.UnknownEndpoint,
            Reason = "unknown-endpoint",
            Message = "网关不转发该接口",
        };

    public static Refusal Unavailable(string reason, string message) =>
        new()
        {
            Kind = RefusalKind.Unavailable,
            Reason = reason,
            Message = message,
        };

    public static Refusal VendorUnreadable(string code) =>
        new()
        {
            Kind = RefusalKind.VendorFailed,
            Reason = "vendor-unreadable",
            Message = "服务商的应答无法识别，是否已发送未知",
            Place = code,
        };

    public static Refusal VendorRefusedCredential(string code) =>
        new()
        {
            Kind = RefusalKind.VendorFailed,
            Reason = "vendor-credential",
            Message = "服务商拒绝了网关的凭证，消息未发送",
            Place = code,
        };

    private static Identification Unidentified(RefusalKind kind, string reason, string message) =>
        new Identification.Unidentified(
            new Refusal
            {
                Kind = kind,
                Reason = reason,
                Message = message,
            }
        );
}
