namespace Compliance.Audit.Merkle;

/// <summary>Where tiles come from.</summary>
public interface ITileSource
{
    /// <summary>The tile with at least that many hashes.</summary>
    /// <exception cref="AuditDamagedException">There is none, or it is shorter.</exception>
    Tile Read(int level, long index, int width);
}

/// <summary>A tile's hashes and, once asked for, the nodes above them inside the tile.</summary>
public sealed class Tile(byte[] hashes)
{
    private readonly byte[][] _heights = [hashes, null!, null!, null!, null!, null!, null!, null!, null!];

    public int Width => hashes.Length / Rfc6962.HashSize;

    /// <summary>Hashes of perfect subtrees of 2^height of the tile's hashes, <paramref name="count"/> of them from <paramref name="at"/>.</summary>
    public ReadOnlySpan<byte> Hash(int height, int at, int count = 1) =>
        Nodes(height).AsSpan(at * Rfc6962.HashSize, count * Rfc6962.HashSize);

    private byte[] Nodes(int height)
    {
        if (Volatile.Read(ref _heights[height]) is { } known)
            return known;
        var below = Nodes(height - 1);
        var nodes = new byte[below.Length / (2 * Rfc6962.HashSize) * Rfc6962.HashSize];
        for (var i = 0; i < nodes.Length; i += Rfc6962.HashSize)
            Rfc6962.Node(
                below.AsSpan(2 * i, Rfc6962.HashSize),
                below.AsSpan(2 * i + Rfc6962.HashSize, Rfc6962.HashSize),
                nodes.AsSpan(i, Rfc6962.HashSize)
            );
        Volatile.Write(ref _heights[height], nodes);
        return nodes;
    }
}
