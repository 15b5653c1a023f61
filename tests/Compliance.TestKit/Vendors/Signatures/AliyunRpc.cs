using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.TestKit.Vendors.Signatures;

/// <summary>The older signature over the sorted parameters of query and form, HMAC-SHA1 or HMAC-SHA256.</summary>
public static class AliyunRpc
{
    public static string? Flaw(ReceivedRequest request, VendorAccount account, DateTimeOffset now)
    {
        var fields = new Dictionary<string, string>(request.Fields(), StringComparer.Ordinal);
        if (!fields.Remove("Signature", out var signature))
            return "no Signature";
        if (fields.GetValueOrDefault("AccessKeyId") != account.Id)
            return $"AccessKeyId is {fields.GetValueOrDefault("AccessKeyId")}";
        if (fields.GetValueOrDefault("SignatureMethod") is not ("HMAC-SHA1" or "HMAC-SHA256"))
            return $"SignatureMethod is {fields.GetValueOrDefault("SignatureMethod")}";
        if (
            !DateTimeOffset.TryParse(
                fields.GetValueOrDefault("Timestamp"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
        )
            return "no Timestamp";
        if ((now - at).Duration() > TimeSpan.FromMinutes(15))
            return $"signed at {at:O}, now {now:O}";
        return signature == Sign(account.Secret, request.Method, fields) ? null : "RPC signature does not match";
    }

    public static string Sign(string secret, string method, IReadOnlyDictionary<string, string> fields)
    {
        var sorted = string.Join(
            '&',
            fields
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")
        );
        var text = Encoding.UTF8.GetBytes($"{method}&%2F&{Uri.EscapeDataString(sorted)}");
        var key = Encoding.UTF8.GetBytes(secret + "&");
        return Convert.ToBase64String(
            fields.GetValueOrDefault("SignatureMethod") == "HMAC-SHA256" ? HMACSHA256.HashData(key, text) : Sha1(key, text)
        );
    }

#pragma warning disable CA5350 // The provider's older signature is HMAC-SHA1 unless the client says otherwise.
    private static byte[] Sha1(byte[] key, byte[] text) => HMACSHA1.HashData(key, text);
#pragma warning restore CA5350
}
