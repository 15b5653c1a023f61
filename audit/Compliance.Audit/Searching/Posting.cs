namespace Compliance.Audit.Searching;

/// <summary>A run of ascending leaf indexes that carry one term, as variable-length differences.</summary>
internal sealed class Posting
{
    public const int Capacity = 512;
    private const int Near = 8;
    private readonly List<long> _leaves = [];

    public int Count => _leaves.Count;

    public long First => _leaves[0];

    public bool IsFull => Count == Capacity;

    public void Add(long leaf) => _leaves.Add(leaf);

    /// <summary>The largest leaf not above that one; −1: none.</summary>
    public long AtMost(long leaf)
    {
        var at = _leaves.BinarySearch(leaf);
        if (at < 0)
            at = ~at - 1;
        return at < 0 ? -1 : _leaves[at];
    }

    /// <summary>The same for who reads backwards: mostly the leaf lies near the last one.</summary>
    /// <param name="at">Where the last one was found; nothing above it is looked at.</param>
    public long AtMost(long leaf, ref int at)
    {
        for (var steps = 0; steps < Near; steps++, at--)
        {
            if (at < 0)
                return -1;
            if (_leaves[at] <= leaf)
                return _leaves[at];
        }
        var found = _leaves.BinarySearch(0, at + 1, leaf, null);
        at = found >= 0 ? found : ~found - 1;
        return at < 0 ? -1 : _leaves[at];
    }

    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        var last = First;
        foreach (var leaf in _leaves)
        {
            var difference = leaf - last;
            for (; difference >= 0x80; difference >>= 7)
                bytes.WriteByte((byte)(difference | 0x80));
            bytes.WriteByte((byte)difference);
            last = leaf;
        }
        return bytes.ToArray();
    }

    public static Posting Read(long first, ReadOnlySpan<byte> bytes)
    {
        var posting = new Posting();
        posting._leaves.EnsureCapacity(Math.Min(bytes.Length, Capacity));
        var leaf = first;
        for (var at = 0; at < bytes.Length; )
        {
            var (difference, shift) = (0L, 0);
            while (bytes[at] >= 0x80)
            {
                difference |= (long)(bytes[at++] & 0x7F) << shift;
                shift += 7;
            }
            difference |= (long)bytes[at++] << shift;
            posting._leaves.Add(leaf += difference);
        }
        return posting;
    }
}
