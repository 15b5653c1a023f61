using System.Globalization;
using System.Text;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>Aliyun's ACS3-HMAC-SHA256: query, headers and the body's hash are signed, with a nonce.</summary>
internal static class Acs3Signature
{
    public const string Algorithm = "ACS3-HMAC-SHA256";

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private static readonly string[] MustBeSigned =
    [
        "host",
        "x-acs-action",
        "x-acs-version",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-content-sha256",
    ];

    public static SignatureCheck Verify(
        InboundRequest request,
        Func<string, SecretText?> secretOf,
        DateTimeOffset now,
        IReadOnlyList<string>? providerHosts = null
    )
    {
        var hosts = SignedHosts.Of(request, providerHosts ?? []);
        var wrong = new SignatureCheck.Wrong(hosts.Names);
        if (
            AuthorizationHeader.Read(request.Headers.Authorization.ToString(), Algorithm) is not { } header
            || secretOf(header.Credential) is not { } secret
            || MustBeSigned.Except(header.SignedHeaders).Any()
            || Parameters.Read(request.RawQuery) is not { } query
            || AliyunTime.Read(request.Headers["x-acs-date"].ToString()) is not { } at
        )
            return wrong;
        if ((now - at).Duration() > Window)
            return new SignatureCheck.Expired();

        var hash = HexHmac.HashHex(request.Body.Span);
        // Clients list the headers in some order and write them out in that order or sorted.
        string[] sorted = [.. header.SignedHeaders.Order(StringComparer.Ordinal)];
        var signed =
            hash == request.Headers["x-acs-content-sha256"].ToString()
            && hosts
                .Candidates.SelectMany(host =>
                    (string?[])
                        [SignedHeaders.Canonical(request, header.SignedHeaders, host), SignedHeaders.Canonical(request, sorted, host)]
                )
                .Distinct()
                .Any(headers =>
                    headers is not null
                    && HexHmac.SameText(
                        header.Signature,
                        Sign(secret, Canonical(request.Method, request.RawPath, query, headers, header.SignedHeaders, hash))
                    )
                );
        return signed
            ? new SignatureCheck.Valid(
                header.Credential,
                $"acs3:{request.Headers["x-acs-signature-nonce"]}",
                at + Window,
                header.SignedHeaders
            )
            : wrong;
    }

    /// <summary>The request with ACS3's headers on it. <paramref name="nonce"/> MUST be new for each request that is sent.</summary>
    public static OutboundRequest Authorize(OutboundRequest request, VendorAccount account, DateTimeOffset at, string nonce)
    {
        var hash = HexHmac.HashHex(request.Body.Span);
        var sent = request
            .Headers.Add(new("x-acs-date", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))
            .Add(new("x-acs-signature-nonce", nonce))
            .Add(new("x-acs-content-sha256", hash));
        var signed = sent.Select(header => (Name: header.Key.ToLowerInvariant(), header.Value))
            .Append((Name: "host", Value: account.Host))
            .Where(header => header.Name is "host" or "content-type" || header.Name.StartsWith("x-acs-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToList();
        string[] names = [.. signed.Select(header => header.Name)];
        var canonical = Canonical(
            request.Method,
            request.Path,
            Parameters.Read(request.RawQuery)!,
            string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n")),
            names,
            hash
        );
        var authorization =
            $"{Algorithm} Credential={account.Id},SignedHeaders={string.Join(';', names)},Signature={Sign(account.Secret, canonical)}";
        return request with { Headers = sent.Add(new("Authorization", authorization)) };
    }

    private static string Canonical(string method, string path, Parameters query, string headers, string[] names, string bodyHash) =>
        $"{method}\n{path}\n{query.Canonical()}\n{headers}\n{string.Join(';', names)}\n{bodyHash}";

    private static string Sign(SecretText secret, string canonical) =>
        Convert.ToHexStringLower(HexHmac.Sha256(Encoding.UTF8.GetBytes(secret.Reveal()), $"{Algorithm}\n{HexHmac.HashHex(canonical)}"));
}
