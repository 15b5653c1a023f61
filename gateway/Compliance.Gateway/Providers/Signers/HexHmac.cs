using System.Security.Cryptography;
using System.Text;

namespace Compliance.Gateway.Providers.Signers;

/// <summary>The hashes that providers' signatures are made of, in lower-case hex.</summary>
internal static class HexHmac
{
    public static byte[] Sha256(ReadOnlySpan<byte> key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    public static string HashHex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string HashHex(string text) => HashHex(Encoding.UTF8.GetBytes(text));

    public static bool SameText(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
