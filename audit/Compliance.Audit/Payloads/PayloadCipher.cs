using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Compliance.Audit.Payloads;

/// <summary>One evidence payload, sealed: nonce (12) ‖ AES-256-GCM over 32 zero bytes and the plain text ‖ tag (16); entry id and number are authenticated with it.
/// The zero bytes make GCM key-committing (Albertini et al., USENIX Security 2022): no blob opens under two keys.
/// The entry commits to SHA-256 of the blob: checked without any key, hiding as long as the owner's key is secret, and saying nothing once that key is shredded.</summary>
internal static class PayloadCipher
{
    public const int NonceSize = 12;
    public const int Overhead = NonceSize + CommittingZeros + TagSize;
    private const int CommittingZeros = 32,
        TagSize = 16;

    [ThreadStatic]
    private static (byte[]? Key, AesGcm? Cipher) _kept;

    /// <param name="number">0 for the shared layer, 1 + the subject's number for a row.</param>
    /// <param name="entryNonce">Random, once for an entry; each number makes its own nonce of it, so that one person may stand twice in a batch.</param>
    public static void Seal(byte[] key, Guid entry, int number, ReadOnlySpan<byte> entryNonce, ReadOnlySpan<byte> plain, Span<byte> blob)
    {
        entryNonce.CopyTo(blob);
        var counter = blob[(NonceSize - 4)..NonceSize];
        BinaryPrimitives.WriteUInt32BigEndian(counter, BinaryPrimitives.ReadUInt32BigEndian(counter) ^ (uint)number);
        var text = blob[NonceSize..^TagSize];
        text[..CommittingZeros].Clear();
        plain.CopyTo(text[CommittingZeros..]);
        Span<byte> place = stackalloc byte[20];
        Place(entry, number, place);
        if (number == 0)
            Kept(key).Encrypt(blob[..NonceSize], text, text, blob[^TagSize..], place);
        else
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Encrypt(blob[..NonceSize], text, text, blob[^TagSize..], place);
        }
    }

    /// <summary>Null: not this owner's, not this place's, or altered.</summary>
    public static byte[]? Open(byte[] key, Guid entry, int number, ReadOnlySpan<byte> blob)
    {
        if (blob.Length < Overhead)
            return null;
        Span<byte> place = stackalloc byte[20];
        Place(entry, number, place);
        var text = new byte[blob.Length - NonceSize - TagSize];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(blob[..NonceSize], blob[NonceSize..^TagSize], blob[^TagSize..], text, place);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return text.AsSpan(0, CommittingZeros).ContainsAnyExcept((byte)0) ? null : text[CommittingZeros..];
    }

    /// <summary>What the entry says of the blob: base64url of SHA-256.</summary>
    public static string Commitment(ReadOnlySpan<byte> blob)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(blob, hash);
        return System.Buffers.Text.Base64Url.EncodeToString(hash);
    }

    // Setting a key up costs as much as sealing; the shared layer's is nearly always the one before.
    private static AesGcm Kept(byte[] key)
    {
        if (_kept.Key == key)
            return _kept.Cipher!;
        _kept.Cipher?.Dispose();
        _kept = (key, new AesGcm(key, TagSize));
        return _kept.Cipher!;
    }

    private static void Place(Guid entry, int number, Span<byte> place)
    {
        entry.TryWriteBytes(place, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(place[16..], number);
    }
}
