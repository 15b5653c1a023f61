using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>
/// Aliyun's older RPC signature (HMAC over all parameters of query and form). Accepted from callers only: the gateway itself signs with ACS3.
/// Host and path are not covered, and neither would be a body that is no form: such a request is refused.
/// </summary>
internal static class AliyunRpcSignature
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static SignatureCheck Verify(
        InboundRequest request,
        Parameters? parameters,
        Func<string, SecretText?> secretOf,
        DateTimeOffset now
    )
    {
        if (parameters?.Find("Signature") is not { } signature)
            return new SignatureCheck.Missing();
        if (
            Hash(parameters.Find("SignatureMethod")) is not { } hash
            || parameters.Find("SignatureVersion") != "1.0"
            || parameters.Find("SignatureNonce") is not { Length: > 0 } nonce
            || parameters.Find("AccessKeyId") is not { } id
            || secretOf(id) is not { } secret
            || AliyunTime.Read(parameters.Find("Timestamp")) is not { } at
        )
            return new SignatureCheck.Wrong();
        if ((now - at).Duration() > Window)
            return new SignatureCheck.Expired();
        var text = $"{request.Method}&%2F&{PercentEncoding.Encode(parameters.Without(["Signature"]).Canonical())}";
        return HexHmac.SameText(signature, hash(secret.Reveal() + "&", text))
            ? new SignatureCheck.Valid(id, $"rpc:{nonce}", at + Window)
            : new SignatureCheck.Wrong();
    }

    private static Func<string, string, string>? Hash(string? method) =>
        method switch
        {
            "HMAC-SHA1" => Base64Hmac.Sha1,
            "HMAC-SHA256" => Base64Hmac.Sha256,
            _ => null,
        };
}
