using System.Globalization;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>
/// Tencent Cloud's first signature: HMAC over method, host, path and all parameters, decoded and sorted, of query or form. Accepted from
/// callers only: the gateway itself signs with TC3. A request that has parameters in both places, or a body that is no form, is not covered.
/// </summary>
internal static class TencentV1Signature
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static SignatureCheck Verify(
        InboundRequest request,
        Parameters? parameters,
        Func<string, SecretText?> secretOf,
        DateTimeOffset now,
        IReadOnlyList<string> providerHosts
    )
    {
        if (parameters?.Find("Signature") is not { } signature)
            return new SignatureCheck.Missing();
        var hosts = SignedHosts.Of(request, providerHosts);
        var wrong = new SignatureCheck.Wrong(hosts.Names);
        if (
            Hash(parameters.Find("SignatureMethod")) is not { } hash
            || parameters.Find("Nonce") is not { Length: > 0 }
            || parameters.Find("SecretId") is not { } id
            || secretOf(id) is not { } secret
            || !long.TryParse(parameters.Find("Timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        )
            return wrong;
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((now - at).Duration() > Window)
            return new SignatureCheck.Expired();

        var sorted = parameters
            .Without(["Signature"])
            .Pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var text = string.Join('&', sorted);
        return hosts.Candidates.Any(host =>
            HexHmac.SameText(signature, hash(secret.Reveal(), $"{request.Method}{host}{request.RawPath}?{text}"))
        )
            ? new SignatureCheck.Valid(id, $"tc1:{signature}", at + Window)
            : wrong;
    }

    private static Func<string, string, string>? Hash(string? method) =>
        method switch
        {
            null or "HmacSHA1" => Base64Hmac.Sha1,
            "HmacSHA256" => Base64Hmac.Sha256,
            _ => null,
        };
}
