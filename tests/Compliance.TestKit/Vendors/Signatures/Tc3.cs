using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.TestKit.Vendors.Signatures;

/// <summary>TC3-HMAC-SHA256 as the provider checks it, written from its description and sharing nothing with the gateway.</summary>
public static class Tc3
{
    public static string? Flaw(ReceivedRequest request, VendorAccount account, string host, DateTimeOffset now)
    {
        if (request.Header("host") != host)
            return $"Host is {request.Header("host")}, not {host}";
        if (!long.TryParse(request.Header("x-tc-timestamp"), CultureInfo.InvariantCulture, out var seconds))
            return "no X-TC-Timestamp";
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((now - at).Duration() > TimeSpan.FromMinutes(5))
            return $"signed at {at:O}, now {now:O}";
        var parts = AuthorizationHeader.Parse(request.Header("authorization"), "TC3-HMAC-SHA256");
        if (parts is null)
            return "Authorization is not TC3-HMAC-SHA256";
        var date = at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var scope = $"{date}/sms/tc3_request";
        if (parts["Credential"] != $"{account.Id}/{scope}")
            return $"Credential is {parts["Credential"]}";
        var names = parts["SignedHeaders"].Split(';');
        if (!names.Contains("host") || !names.Contains("content-type"))
            return $"SignedHeaders are {parts["SignedHeaders"]}";
        var headers = string.Concat(
            names.Order(StringComparer.Ordinal).Select(name => $"{name}:{request.Header(name)?.Trim().ToLowerInvariant()}\n")
        );
        var canonical = $"{request.Method}\n{request.Path}\n{request.Query}\n{headers}\n{parts["SignedHeaders"]}\n{Hash(request.Body)}";
        var toSign = $"TC3-HMAC-SHA256\n{seconds}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Encoding.UTF8.GetBytes("TC3" + account.Secret);
        foreach (var step in (string[])[date, "sms", "tc3_request"])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        return parts["Signature"] == expected ? null : "TC3 signature does not match";
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
