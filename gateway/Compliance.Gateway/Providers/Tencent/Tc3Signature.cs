using System.Globalization;
using System.Text;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Signers;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>
/// Tencent Cloud's TC3-HMAC-SHA256. A client whose endpoint was overridden signs the first label of that endpoint as the service and its host
/// without the port: the service is taken from the credential, the host is tried in each way that a client may have signed it. The body is always covered.
/// </summary>
internal static class Tc3Signature
{
    public const string Algorithm = "TC3-HMAC-SHA256";
    private const string Terminator = "tc3_request";

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static SignatureCheck Verify(
        InboundRequest request,
        Func<string, SecretText?> secretOf,
        DateTimeOffset now,
        IReadOnlyList<string>? providerHosts = null
    )
    {
        var text = request.Headers.Authorization.ToString();
        if (text.Length == 0)
            return new SignatureCheck.Missing();
        var hosts = SignedHosts.Of(request, providerHosts ?? []);
        var wrong = new SignatureCheck.Wrong(hosts.Names);
        if (AuthorizationHeader.Read(text, Algorithm) is not { } header)
            return wrong;
        if (header.Credential.Split('/') is not [var id, var date, var service, Terminator] || secretOf(id) is not { } secret)
            return wrong;
        if (!header.SignedHeaders.Contains("host") || !header.SignedHeaders.Contains("content-type"))
            return wrong;
        if (
            !long.TryParse(request.Headers["X-TC-Timestamp"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > 253402300799
        )
            return wrong;

        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (date != Date(at))
            return wrong;
        if ((now - at).Duration() > Window)
            return new SignatureCheck.Expired();

        // The specification lower-cases the values, one official client signs them as it sends them.
        var key = Key(secret, at, service);
        var bodyHash = HexHmac.HashHex(request.Body.Span);
        var signed = hosts
            .Candidates.Select(host => SignedHeaders.Canonical(request, header.SignedHeaders, host))
            .SelectMany(headers => (string?[])[headers, headers?.ToLowerInvariant()])
            .Distinct()
            .Any(headers =>
                headers is not null
                && HexHmac.SameText(
                    header.Signature,
                    Sign(
                        key,
                        at,
                        service,
                        Canonical(request.Method, request.RawPath, request.RawQuery, headers, header.SignedHeaders, bodyHash)
                    )
                )
            );
        return signed ? new SignatureCheck.Valid(id, $"tc3:{header.Signature}", at + Window, header.SignedHeaders) : wrong;
    }

    /// <summary>The Authorization header for what leaves.</summary>
    public static string Authorize(OutboundRequest request, string contentType, VendorAccount account, string service, DateTimeOffset at)
    {
        string[] names = ["content-type", "host"];
        var canonical = Canonical(
            request.Method,
            request.Path,
            request.RawQuery,
            $"content-type:{contentType}\nhost:{account.Host}\n",
            names,
            HexHmac.HashHex(request.Body.Span)
        );
        return $"{Algorithm} Credential={account.Id}/{Date(at)}/{service}/{Terminator}, SignedHeaders={string.Join(';', names)}, Signature={Sign(Key(account.Secret, at, service), at, service, canonical)}";
    }

    private static string Canonical(string method, string path, string query, string headers, string[] names, string bodyHash) =>
        $"{method}\n{path}\n{query}\n{headers}\n{string.Join(';', names)}\n{bodyHash}";

    private static string Sign(byte[] key, DateTimeOffset at, string service, string canonical) =>
        Convert.ToHexStringLower(
            HexHmac.Sha256(key, $"{Algorithm}\n{at.ToUnixTimeSeconds()}\n{Date(at)}/{service}/{Terminator}\n{HexHmac.HashHex(canonical)}")
        );

    private static byte[] Key(SecretText secret, DateTimeOffset at, string service) =>
        HexHmac.Sha256(HexHmac.Sha256(HexHmac.Sha256(Encoding.UTF8.GetBytes("TC3" + secret.Reveal()), Date(at)), service), Terminator);

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
