using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Compliance.Audit.Merkle;

/// <summary>Hashing of RFC 6962 section 2.1, unmodified: SHA-256 over 0x00 ‖ entry for a leaf, over 0x01 ‖ left ‖ right for a node.</summary>
public static class Rfc6962
{
    public const int HashSize = 32;

    /// <summary>The root of the empty tree: SHA-256 of nothing.</summary>
    public static byte[] Empty() => SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var hash = new byte[HashSize];
        Leaf(entry, hash);
        return hash;
    }

    public static void Leaf(ReadOnlySpan<byte> entry, Span<byte> into)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        buffer[0] = 0;
        entry.CopyTo(buffer.AsSpan(1));
        SHA256.HashData(buffer.AsSpan(0, entry.Length + 1), into);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashSize];
        Node(left, right, hash);
        return hash;
    }

    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        Span<byte> buffer = stackalloc byte[1 + left.Length + right.Length];
        buffer[0] = 1;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + left.Length)..]);
        SHA256.HashData(buffer, into);
    }

    /// <summary>The largest power of two strictly below n (n at least 2): where a tree of n leaves splits.</summary>
    public static long Split(long n) => 1L << BitOperations.Log2((ulong)(n - 1));
}
