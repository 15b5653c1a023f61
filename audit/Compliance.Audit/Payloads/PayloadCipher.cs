using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Compliance.Audit.Payloads;

/// <summary>One evidence payload, sealed: nonce (12) ‖ key commitment (32) ‖ AES-256-GCM ciphertext ‖ tag (16).
/// Key and key commitment are the halves of HMAC-SHA512(owner's key, entry id ‖ number ‖ nonce), so a blob opens under one key only, although GCM alone would not promise that.
/// The entry commits to SHA-256 of the blob: checked without any key, hiding as long as the owner's key is secret, and saying nothing once that key is shredded.</summary>
internal static class PayloadCipher
{
    public const int NonceSize = 12;
    public const int Overhead = NonceSize + CommitmentSize + TagSize;
    private const int CommitmentSize = 32, KeySize = 32, TagSize = 16;

    /// <param name="number">0 for the shared layer, 1 + the subject's number for a row.</param>
    public static void Seal(byte[] ownersKey, Guid entry, int number, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> blob)
    {
        Span<byte> derived = stackalloc byte[64];
        Derive(ownersKey, entry, number, nonce, derived);
        nonce.CopyTo(blob);
        derived[KeySize..].CopyTo(blob[NonceSize..]);
        using var cipher = new AesGcm(derived[..KeySize], TagSize);
        cipher.Encrypt(nonce, plain, blob.Slice(NonceSize + CommitmentSize, plain.Length), blob[^TagSize..]);
    }

    /// <summary>Null: not this owner's, not this place's, or altered.</summary>
    public static byte[]? Open(byte[] ownersKey, Guid entry, int number, ReadOnlySpan<byte> blob)
    {
        if (blob.Length < Overhead) return null;
        Span<byte> derived = stackalloc byte[64];
        var nonce = blob[..NonceSize];
        Derive(ownersKey, entry, number, nonce, derived);
        if (!CryptographicOperations.FixedTimeEquals(derived[KeySize..], blob.Slice(NonceSize, CommitmentSize))) return null;
        var plain = new byte[blob.Length - Overhead];
        using var cipher = new AesGcm(derived[..KeySize], TagSize);
        try
        {
            cipher.Decrypt(nonce, blob[(NonceSize + CommitmentSize)..^TagSize], blob[^TagSize..], plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return plain;
    }

    /// <summary>What the entry says of the blob: base64url of SHA-256.</summary>
    public static string Commitment(ReadOnlySpan<byte> blob)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(blob, hash);
        return System.Buffers.Text.Base64Url.EncodeToString(hash);
    }

    private static void Derive(byte[] ownersKey, Guid entry, int number, ReadOnlySpan<byte> nonce, Span<byte> derived)
    {
        Span<byte> context = stackalloc byte[16 + 4 + NonceSize];
        entry.TryWriteBytes(context, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(context[16..], number);
        nonce.CopyTo(context[20..]);
        HMACSHA512.HashData(ownersKey, context, derived);
    }
}
