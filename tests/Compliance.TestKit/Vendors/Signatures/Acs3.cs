using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.TestKit.Vendors.Signatures;

/// <summary>ACS3-HMAC-SHA256 as the provider checks it, written from its description and sharing nothing with the gateway.</summary>
public static class Acs3
{
    private static readonly string[] Signed =
    [
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ];

    public static string? Flaw(ReceivedRequest request, VendorAccount account, string host, DateTimeOffset now)
    {
        if (request.Header("host") != host)
            return $"Host is {request.Header("host")}, not {host}";
        if (
            !DateTimeOffset.TryParse(request.Header("x-acs-date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        )
            return "no x-acs-date";
        if ((now - at).Duration() > TimeSpan.FromMinutes(15))
            return $"signed at {at:O}, now {now:O}";
        var parts = AuthorizationHeader.Parse(request.Header("authorization"), "ACS3-HMAC-SHA256");
        if (parts is null)
            return "Authorization is not ACS3-HMAC-SHA256";
        if (parts["Credential"] != account.Id)
            return $"Credential is {parts["Credential"]}";
        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(request.Body));
        if (request.Header("x-acs-content-sha256") != bodyHash)
            return "x-acs-content-sha256 is not the body's";
        var names = parts["SignedHeaders"].Split(';');
        if (Signed.Except(names).FirstOrDefault() is { } missing)
            return $"{missing} is not signed";
        var headers = string.Concat(names.Order(StringComparer.Ordinal).Select(name => $"{name}:{request.Header(name)?.Trim()}\n"));
        var canonical = $"{request.Method}\n{request.Path}\n{Canonical(request.Query)}\n{headers}\n{parts["SignedHeaders"]}\n{bodyHash}";
        var toSign = "ACS3-HMAC-SHA256\n" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var expected = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(account.Secret), Encoding.UTF8.GetBytes(toSign))
        );
        return parts["Signature"] == expected ? null : "ACS3 signature does not match";
    }

    /// <summary>.NET's EscapeDataString keeps RFC 3986's unreserved characters alone, which is what the provider asks for.</summary>
    private static string Canonical(string query) =>
        string.Join(
            '&',
            ReceivedRequest
                .Decode(query)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")
        );
}
