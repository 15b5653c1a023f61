using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.TestKit.Vendors.Signatures;

/// <summary>The older HMAC-SHA1 signature over the sorted parameters of query and form.</summary>
public static class AliyunRpc
{
    public static string? Flaw(ReceivedRequest request, VendorAccount account, DateTimeOffset now)
    {
        var fields = new Dictionary<string, string>(request.Fields(), StringComparer.Ordinal);
        if (!fields.Remove("Signature", out var signature))
            return "no Signature";
        if (fields.GetValueOrDefault("AccessKeyId") != account.Id)
            return $"AccessKeyId is {fields.GetValueOrDefault("AccessKeyId")}";
        if (fields.GetValueOrDefault("SignatureMethod") != "HMAC-SHA1")
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
        var sorted = string.Join(
            '&',
            fields
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")
        );
        var toSign = $"{request.Method}&%2F&{Uri.EscapeDataString(sorted)}";
        var expected = HmacSha1(account.Secret + "&", toSign);
        return signature == expected ? null : "RPC signature does not match";
    }

#pragma warning disable CA5350 // The provider's older signature is HMAC-SHA1; there is no choice.
    private static string HmacSha1(string key, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
