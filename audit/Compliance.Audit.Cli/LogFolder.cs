using System.CommandLine;
using System.Globalization;
using Compliance.Audit.Entries;
using Compliance.Audit.Notes;
using Compliance.Audit.Publishing;

namespace Compliance.Audit.Cli;

/// <summary>The log that a command is about: the log's own folder, or the audit folder that holds it.</summary>
internal sealed class LogFolder(string path)
{
    public static Argument<string> Argument =>
        new("log") { Description = "the log folder (checkpoint, tile/, log.vkey) or the audit folder around it" };

    public string Log { get; } =
        Directory.Exists(Path.Combine(path, "log")) ? Path.GetFullPath(Path.Combine(path, "log")) : Path.GetFullPath(path);

    public string Audit => Path.GetDirectoryName(Log)!;

    public string Evidence => Path.Combine(Audit, "evidence");

    /// <summary>A log alone, taken elsewhere: nothing of what a gateway keeps beside it is there. Where anything is, missing evidence was taken away.</summary>
    public bool IsCopy => !Array.Exists(["evidence", "journal", "index.db", "lock"], name => Path.Exists(Path.Combine(Audit, name)));

    /// <summary>The key given, else the ones that lie beside the log, which prove less.</summary>
    public IReadOnlyList<VerifierKey> Keys(string? given)
    {
        string[] lines =
            given is null ? File.ReadAllLines(Path.Combine(Log, "log.vkey"))
            : File.Exists(given) ? File.ReadAllLines(given)
            : [given];
        return
        [
            .. lines
                .Where(line => line.Length > 0)
                .Select(line => VerifierKey.TryParse(line, out var key) ? key : throw new FormatException($"not a verifier key: {line}")),
        ];
    }

    public (Checkpoint Tree, byte[] Note) Checkpoint()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Log, "checkpoint"));
        return SignedNote.TryParse(bytes, out var note) && Notes.Checkpoint.TryParse(note.Text, out var tree)
            ? (tree, bytes)
            : throw new AuditDamagedException(Log, "not a checkpoint");
    }

    /// <summary>An entry's leaf by its index or its id, looked for in the log itself; null: no such entry.</summary>
    public (long Index, ReadOnlyMemory<byte> Leaf)? Find(string entry)
    {
        var size = Checkpoint().Tree.Size;
        var entries = new EntryFiles(new LogFiles(Log));
        if (long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && entry.Length < 20)
            return index < size ? (index, entries.Leaf(index)) : null;
        var sought = System.Text.Encoding.ASCII.GetBytes($"\"id\":\"{entry}\"");
        foreach (var leaf in entries.Leaves(0, size))
            if (leaf.Leaf.Span[..Math.Min(leaf.Leaf.Length, 128)].IndexOf(sought) >= 0)
                return leaf;
        return null;
    }
}
