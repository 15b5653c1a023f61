using System.Security.Cryptography;
using Compliance.Audit.Merkle;

namespace Compliance.Audit.Payloads;

/// <summary>What stands where an erased row stood: a random salt (32) ‖ the erasure entry's id (16). The receipt's root covers it, so that nobody can make one up;
/// the log itself doesn't say which rows were one person's.</summary>
internal readonly record struct Tombstone(byte[] Salt, Guid Receipt)
{
    public const int Size = 32 + 16;

    public static Tombstone Read(ReadOnlySpan<byte> bytes) => new(bytes[..32].ToArray(), new Guid(bytes[32..], bigEndian: true));

    public byte[] ToArray() => [.. Salt, .. Receipt.ToByteArray(bigEndian: true)];

    /// <summary>Stands in the receipt's tree for the row with that commitment.</summary>
    public byte[] Leaf(string commitment) => SHA256.HashData([.. Salt, .. System.Text.Encoding.ASCII.GetBytes(commitment)]);

    /// <summary>The receipt's root: RFC 6962 over the leaves in byte order.</summary>
    public static byte[] Root(IEnumerable<byte[]> leaves)
    {
        var tree = new TileTree();
        Span<byte> hash = stackalloc byte[Rfc6962.HashSize];
        foreach (var leaf in leaves.Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))))
        {
            Rfc6962.Leaf(leaf, hash);
            tree.Append(hash, (_, _, _) => { });
        }
        return tree.Root();
    }
}
