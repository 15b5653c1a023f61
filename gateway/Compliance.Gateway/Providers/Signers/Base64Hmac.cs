using System.Security.Cryptography;
using System.Text;

namespace Compliance.Gateway.Providers.Signers;

/// <summary>The hashes that the providers' older signatures are made of, in base64.</summary>
internal static class Base64Hmac
{
#pragma warning disable CA5350 // Callers' clients offer it; the gateway itself signs with SHA-256.
    public static string Sha1(string key, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    public static string Sha256(string key, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
}
