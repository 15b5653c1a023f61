using System.Security.Cryptography;

namespace Compliance.Gateway.Stores.Sqlite;

/// <summary>What a store keeps and a copy of its file must not tell: AES-256-GCM under a key of the gateway's own, bound to the row that it belongs to.</summary>
internal static class SealedBytes
{
    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> row)
    {
        var result = new byte[Nonce + plain.Length + Tag];
        RandomNumberGenerator.Fill(result.AsSpan(0, Nonce));
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(result.AsSpan(0, Nonce), plain, result.AsSpan(Nonce, plain.Length), result.AsSpan(Nonce + plain.Length), row);
        return result;
    }

    /// <exception cref="CryptographicException">Another key, another row, or altered.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> row)
    {
        if (bytes.Length < Nonce + Tag)
            throw new CryptographicException("Too short to be sealed.");
        var plain = new byte[bytes.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(bytes[..Nonce], bytes[Nonce..^Tag], bytes[^Tag..], plain, row);
        return plain;
    }
}
