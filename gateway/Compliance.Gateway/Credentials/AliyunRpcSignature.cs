using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Gateway.Channels;
using Compliance.Gateway.Channels.Wire;

namespace Compliance.Gateway.Credentials;

/// <summary>
/// Aliyun's older RPC signature (HMAC-SHA1 over all parameters of query and form). Accepted from callers only: the gateway itself signs with ACS3.
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
            parameters.Find("SignatureMethod") != "HMAC-SHA1"
            || parameters.Find("SignatureVersion") != "1.0"
            || parameters.Find("SignatureNonce") is not { Length: > 0 } nonce
            || parameters.Find("AccessKeyId") is not { } id
            || secretOf(id) is not { } secret
            || !DateTimeOffset.TryParseExact(
                parameters.Find("Timestamp"),
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
        )
            return new SignatureCheck.Wrong();
        if ((now - at).Duration() > Window)
            return new SignatureCheck.Expired();
        return HexHmac.SameText(signature, Sign(request.Method, parameters, secret))
            ? new SignatureCheck.Valid(id, $"rpc:{nonce}", at + Window)
            : new SignatureCheck.Wrong();
    }

    private static string Sign(string method, Parameters parameters, SecretText secret)
    {
        var text = $"{method}&%2F&{PercentEncoding.Encode(parameters.Without(["Signature"]).Canonical())}";
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret.Reveal() + "&"), Encoding.UTF8.GetBytes(text)));
    }
}
