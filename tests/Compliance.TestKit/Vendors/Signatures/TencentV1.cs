using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.TestKit.Vendors.Signatures;

/// <summary>Tencent's first signature as the provider checks it, written from its description and sharing nothing with the gateway.</summary>
public static class TencentV1
{
    public static string? Flaw(ReceivedRequest request, VendorAccount account, string host, DateTimeOffset now)
    {
        if (request.Header("host") != host)
            return $"Host is {request.Header("host")}, not {host}";
        if (request.Body.Length > 0 && request.Query.Length > 0)
            return "parameters stand in query and body";
        var fields = new Dictionary<string, string>(request.Fields(), StringComparer.Ordinal);
        if (!fields.Remove("Signature", out var signature))
            return "no Signature";
        if (fields.GetValueOrDefault("SecretId") != account.Id)
            return $"SecretId is {fields.GetValueOrDefault("SecretId")}";
        if (!long.TryParse(fields.GetValueOrDefault("Timestamp"), CultureInfo.InvariantCulture, out var seconds))
            return "no Timestamp";
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > TimeSpan.FromMinutes(5))
            return $"signed at {seconds}";
        return signature == Sign(account.Secret, request.Method, host + request.Path, fields)
            ? null
            : "Tencent's first signature does not match";
    }

    /// <param name="place">Host and path, as the client knows them.</param>
    public static string Sign(string secret, string method, string place, IReadOnlyDictionary<string, string> fields)
    {
        var sorted = fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + "=" + field.Value);
        var text = Encoding.UTF8.GetBytes(method + place + "?" + string.Join('&', sorted));
        var key = Encoding.UTF8.GetBytes(secret);
        return Convert.ToBase64String(
            fields.GetValueOrDefault("SignatureMethod") == "HmacSHA256" ? HMACSHA256.HashData(key, text) : Sha1(key, text)
        );
    }

#pragma warning disable CA5350 // The provider's first signature is HMAC-SHA1 unless the client says otherwise.
    private static byte[] Sha1(byte[] key, byte[] text) => HMACSHA1.HashData(key, text);
#pragma warning restore CA5350
}
