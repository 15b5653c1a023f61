using Compliance.Audit.Merkle;

namespace Compliance.Tests.Audit.Merkle;

/// <summary>A tree with all its tiles in memory.</summary>
internal sealed class MemoryTiles : ITileSource
{
    private readonly Dictionary<(int, long), byte[]> _full = [];

    public MemoryTiles(IEnumerable<byte[]> leaves)
    {
        foreach (var leaf in leaves)
            Tree.Append(Rfc6962.Leaf(leaf), (level, index, hashes) => _full.Add((level, index), hashes));
    }

    public TileTree Tree { get; } = new();

    public TreeReader Reader => new(this, Tree.Size);

    public Tile Read(int level, long index, int width) =>
        new(
            _full.TryGetValue((level, index), out var full)
                ? full
                : Tree.Partials().Single(partial => partial.Level == level && partial.Index == index).Hashes
        );
}
