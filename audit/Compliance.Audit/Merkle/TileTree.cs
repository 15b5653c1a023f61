using System.Numerics;

namespace Compliance.Audit.Merkle;

/// <summary>A growing tree's right edge: what is needed to add leaves and to know the root. One node hash a leaf. Not thread-safe.</summary>
public sealed class TileTree
{
    private readonly List<byte[]> _edge = []; // per level the tile now being filled, 256 hashes
    private readonly List<byte[]> _subtrees = []; // perfect subtrees, largest first: one per set bit of the size

    public long Size { get; private set; }

    /// <summary>Adds a leaf's hash. Calls <paramref name="full"/> with level, index and 8,192 bytes for each tile that it completes.</summary>
    public void Append(ReadOnlySpan<byte> leafHash, Action<int, long, byte[]> full)
    {
        var hash = leafHash.ToArray();
        var number = Size;
        for (var height = 0; ; height++, number >>= 1)
        {
            if (height % 8 == 0)
                Put(height / 8, number, hash, full);
            if ((number & 1) == 0)
                break;
            hash = Rfc6962.Node(_subtrees[^1], hash);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }
        _subtrees.Add(hash);
        Size++;
    }

    public byte[] Root()
    {
        if (Size == 0)
            return Rfc6962.Empty();
        var root = _subtrees[^1];
        for (var i = _subtrees.Count - 2; i >= 0; i--)
            root = Rfc6962.Node(_subtrees[i], root);
        return root;
    }

    /// <summary>The partial tiles of the present size, lowest level first.</summary>
    public IEnumerable<(int Level, long Index, byte[] Hashes)> Partials()
    {
        for (var level = 0; level < _edge.Count; level++)
        {
            var width = TilePath.PartialWidth(Size, level);
            if (width > 0)
                yield return (level, Size >> (8 * level) >> 8, _edge[level][..(width * Rfc6962.HashSize)]);
        }
    }

    /// <summary>A tree of that size whose right edge is read from tiles.</summary>
    public static TileTree Load(long size, ITileSource tiles)
    {
        var tree = new TileTree { Size = size };
        for (var level = 0; size >> (8 * level) > 0; level++)
        {
            var edge = new byte[TilePath.Width * Rfc6962.HashSize];
            var width = TilePath.PartialWidth(size, level);
            if (width > 0)
                tiles.Read(level, size >> (8 * level) >> 8, width).Hash(0, 0, width).CopyTo(edge);
            tree._edge.Add(edge);
        }
        var nodes = new TreeReader(tiles, size);
        var start = 0L;
        for (var height = BitOperations.Log2((ulong)size | 1); height >= 0; height--)
        {
            if ((size >> height & 1) == 0)
                continue;
            tree._subtrees.Add(nodes.Subtree(height, start >> height));
            start += 1L << height;
        }
        return tree;
    }

    private void Put(int level, long number, byte[] hash, Action<int, long, byte[]> full)
    {
        if (_edge.Count == level)
            _edge.Add(new byte[TilePath.Width * Rfc6962.HashSize]);
        var at = (int)(number % TilePath.Width);
        hash.CopyTo(_edge[level], at * Rfc6962.HashSize);
        if (at != TilePath.Width - 1)
            return;
        full(level, number / TilePath.Width, _edge[level]);
        _edge[level] = new byte[TilePath.Width * Rfc6962.HashSize];
    }
}
