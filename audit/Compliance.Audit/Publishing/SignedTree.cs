using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;

namespace Compliance.Audit.Publishing;

/// <summary>A signed checkpoint and what is needed to prove entries under it at once: its partial tiles; all full ones are in the log's files or announced there.</summary>
internal sealed class SignedTree(
    SignedCheckpoint checkpoint,
    IReadOnlyList<(int Level, long Index, byte[] Hashes)> partials,
    LogFiles files
) : ITileSource
{
    private readonly Dictionary<(int, long), Tile> _partials = partials.ToDictionary(
        partial => (partial.Level, partial.Index),
        partial => new Tile(partial.Hashes)
    );

    public SignedCheckpoint Checkpoint => checkpoint;

    public long Size => checkpoint.Tree.Size;

    public IReadOnlyList<(int Level, long Index, byte[] Hashes)> Partials => partials;

    public Tile Read(int level, long index, int width) =>
        _partials.TryGetValue((level, index), out var tile) ? tile : files.Read(level, index, width);

    public TlogProof Prove(long index) => new(index, new TreeReader(this, Size).Inclusion(index), checkpoint.Note);
}
