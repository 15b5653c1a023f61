using System.Numerics;

namespace Compliance.Audit.Merkle;

/// <summary>Hashes and proofs of a tree of one size, read from its tiles. Not thread-safe.</summary>
public sealed class TreeReader(ITileSource tiles, long size)
{
    // The subtrees that the size cuts short: at most one a height, and nearly every proof asks for them.
    private readonly Dictionary<(long Low, long Count), byte[]> _ragged = [];

    /// <summary>The root of the perfect subtree of 2^height leaves with that number, counted from the left.</summary>
    public byte[] Subtree(int height, long number)
    {
        var (level, within) = (height / 8, height % 8);
        var first = number << within;
        var index = first / TilePath.Width;
        var width = (int)Math.Min(TilePath.Width, (size >> (8 * level)) - index * TilePath.Width);
        return tiles.Read(level, index, width).Hash(within, (int)(first % TilePath.Width) >> within).ToArray();
    }

    public byte[] Root() => size == 0 ? Rfc6962.Empty() : Range(0, size);

    /// <summary>RFC 6962 section 2.1.1: the audit path, the leaf's sibling first.</summary>
    public List<byte[]> Inclusion(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        var (low, count) = (0L, size);
        while (count > 1)
        {
            var split = Rfc6962.Split(count);
            if (index - low < split)
            {
                path.Add(Range(low + split, count - split));
                count = split;
            }
            else
            {
                path.Add(Range(low, split));
                (low, count) = (low + split, count - split);
            }
        }
        path.Reverse();
        return path;
    }

    /// <summary>RFC 6962 section 2.1.2: that the tree of <paramref name="older"/> leaves is a prefix of this one. An older size of 0 has no proof: it is an error here.</summary>
    public List<byte[]> Consistency(long older)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        var path = new List<byte[]>();
        var (low, count, whole) = (0L, size, true);
        while (older - low != count)
        {
            var split = Rfc6962.Split(count);
            if (older - low <= split)
            {
                path.Add(Range(low + split, count - split));
                count = split;
            }
            else
            {
                path.Add(Range(low, split));
                (low, count, whole) = (low + split, count - split, false);
            }
        }
        if (!whole)
            path.Add(Range(low, count));
        path.Reverse();
        return path;
    }

    private byte[] Range(long low, long count)
    {
        if (BitOperations.IsPow2(count))
            return Subtree(BitOperations.Log2((ulong)count), low / count);
        if (_ragged.TryGetValue((low, count), out var known))
            return known;
        var split = Rfc6962.Split(count);
        return _ragged[(low, count)] = Rfc6962.Node(Range(low, split), Range(low + split, count - split));
    }
}
