using Compliance.Audit.Entries;
using Compliance.Audit.Journaling;
using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;
using Compliance.Audit.Publishing;
using Compliance.Audit.Storage;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit;

/// <summary>Compares what is on disk with itself before anything is written: the journal's own chain, the tree that it makes, the checkpoint that was published, and the vault's memory of it.</summary>
internal static class Recovery
{
    /// <summary>Reads the whole journal; its changes go into the vault's memory.</summary>
    /// <returns>The tree where the journal ends, and whether an erasure stands in the journal, to be finished.</returns>
    public static (long Size, bool Erasure) Check(
        JournalReader journal,
        LogFiles files,
        string anchorPath,
        IReadOnlyList<SigningKey> keys,
        PersonVault vault
    )
    {
        var published = Published(files, keys);
        if (journal.IsEmpty && published is { Size: > 0 })
            throw new AuditDamagedException(
                files.CheckpointPath,
                $"the checkpoint covers {published.Size} leaves, but the journal is gone"
            );
        if (published is null && journal.FirstLeaf > 0)
            throw new AuditDamagedException(files.CheckpointPath, $"missing, though the journal begins at leaf {journal.FirstLeaf}");
        var anchor = Anchor(anchorPath);
        var tree = TileTree.Load(journal.FirstLeaf, files);
        var erasure = false;
        Compare(tree, published, files.CheckpointPath);
        Compare(tree, anchor, anchorPath);
        foreach (var record in journal.Records())
        {
            for (var i = 0; i < record.Count; i++)
            {
                tree.Append(record.LeafHash(i), (_, _, _) => { });
                Compare(tree, published, files.CheckpointPath);
                Compare(tree, anchor, anchorPath);
            }
            foreach (var change in record.Changes)
            {
                vault.Apply(change);
                erasure |= change is VaultChange.Erase;
            }
        }
        foreach (var (seen, path) in ((Checkpoint?, string)[])[(published, files.CheckpointPath), (anchor, anchorPath)])
            if (seen is not null && seen.Size > tree.Size)
                throw new AuditDamagedException(
                    path,
                    $"covers {seen.Size} leaves, the journal ends at {tree.Size}: acknowledged entries are missing"
                );
        return (tree.Size, erasure);
    }

    private static void Compare(TileTree tree, Checkpoint? seen, string path)
    {
        if (seen is not null && seen.Size == tree.Size && !seen.Root.AsSpan().SequenceEqual(tree.Root()))
            throw new AuditDamagedException(
                path,
                $"another root at size {seen.Size} than the journal's: leaf {seen.Size - 1} or one before it was altered"
            );
    }

    private static Checkpoint? Published(LogFiles files, IReadOnlyList<SigningKey> keys)
    {
        if (!File.Exists(files.CheckpointPath))
            return null;
        if (
            !SignedNote.TryParse(File.ReadAllBytes(files.CheckpointPath), out var note)
            || !Checkpoint.TryParse(note.Text, out var checkpoint)
        )
            throw new AuditDamagedException(files.CheckpointPath, "not a checkpoint");
        if (note.Verify([.. keys.Select(key => key.Verifier)]) == NoteVerdict.Bad)
            throw new AuditDamagedException(files.CheckpointPath, "the signature is wrong");
        if (checkpoint.Origin != keys[0].Verifier.Name)
            throw new AuditDamagedException(files.CheckpointPath, $"of the log {checkpoint.Origin}, not {keys[0].Verifier.Name}");
        return checkpoint;
    }

    /// <summary>The vault remembers the last checkpoint, so that an old copy of the audit directory put back is noticed.</summary>
    private static Checkpoint? Anchor(string path) =>
        File.Exists(path)
        && SignedNote.TryParse(File.ReadAllBytes(path), out var note)
        && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? checkpoint
            : null;
}
