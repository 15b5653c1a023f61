using System.Globalization;
using System.IO.Compression;
using System.Text;
using Compliance.Audit.Entries;
using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;
using Compliance.Audit.Publishing;

namespace Compliance.Audit.Exporting;

/// <summary>Which leaves go into an export. All that is given must hold.</summary>
public sealed record ExportFilter
{
    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public IReadOnlyCollection<string> Types { get; init; } = [];

    public IReadOnlyCollection<Term> Terms { get; init; } = [];

    /// <summary>The leaves of some entries, parts come with them; null: all entries. Only their bundles are read.</summary>
    public IReadOnlyList<long>? Heads { get; init; }

    internal bool Holds(EntryView entry) =>
        (From is null || entry.At >= From)
        && (To is null || entry.At < To)
        && (Types.Count == 0 || Types.Contains(entry.Type))
        && Terms.All(term => entry.Terms.Contains(term));
}

/// <summary>A package that can be verified anywhere: leaves as NDJSON (exact bytes, one a line) and CSV, a proof for each, checkpoint, key and the verifying scripts. Streamed: memory doesn't grow with the log.</summary>
public static class LogExport
{
    /// <param name="log">The log's directory.</param>
    /// <param name="output">Gets a ZIP; needn't be seekable.</param>
    /// <param name="progress">Leaves read, in three passes over the log; with <see cref="ExportFilter.Heads"/> entries, three times as well.</param>
    /// <returns>How many leaves went out; parts count with their heads.</returns>
    public static long Write(
        string log,
        Stream output,
        ExportFilter filter,
        IProgress<long>? progress = null,
        CancellationToken cancel = default
    )
    {
        var files = new LogFiles(log);
        var checkpoint = File.ReadAllBytes(files.CheckpointPath);
        if (!SignedNote.TryParse(checkpoint, out var note) || !Checkpoint.TryParse(note.Text, out var tree))
            throw new AuditDamagedException(files.CheckpointPath, "not a checkpoint");
        var entries = new EntryFiles(files);
        using var package = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Add(package, "checkpoint", into => into.Write(checkpoint));
        Add(package, "log.vkey", into => into.Write(File.ReadAllBytes(files.KeysPath)));
        foreach (var script in (string[])["verify.sh", "verify-line.sh"])
            Add(package, script, into => typeof(LogExport).Assembly.GetManifestResourceStream(script)!.CopyTo(into));
        Add(
            package,
            "README.txt",
            into =>
                into.Write(
                    Encoding.UTF8.GetBytes(
                        $"审计日志导出：{tree.Origin}，检查点共 {tree.Size} 条。\nentries.ndjson 每行是一条记录的原始字节，proofs.txt 的同一行是其证明，entries.csv 供表格软件查看。\n验证一行：bash verify-line.sh 1；全部验证：bash verify-line.sh。只需 bash 与 openssl。\n公钥 log.vkey 应与另行取得的公钥一致。\n"
                    )
                )
        );
        var (count, read) = (0L, 0L);
        Add(
            package,
            "entries.ndjson",
            into =>
            {
                foreach (var (_, leaf, _) in Selected())
                {
                    into.Write(leaf.Span);
                    into.WriteByte((byte)'\n');
                    count++;
                }
            }
        );
        var reader = new TreeReader(files, tree.Size);
        Add(
            package,
            "proofs.txt",
            into =>
            {
                foreach (var (index, _, _) in Selected())
                    into.Write(
                        Encoding.ASCII.GetBytes(
                            $"{index.ToString(CultureInfo.InvariantCulture)}{string.Concat(reader.Inclusion(index).Select(hash => " " + Convert.ToBase64String(hash)))}\n"
                        )
                    );
            }
        );
        Add(
            package,
            "entries.csv",
            into =>
            {
                // The mark lets spreadsheet programs read Chinese.
                into.Write(Encoding.UTF8.GetPreamble());
                into.Write("index,id,at,type,of,terms,subjects\r\n"u8);
                foreach (var (_, _, entry) in Selected())
                    into.Write(Encoding.UTF8.GetBytes(Row(entry)));
            }
        );
        return count;

        IEnumerable<(long Index, ReadOnlyMemory<byte> Leaf, EntryView Entry)> Selected() =>
            filter.Heads is { } heads ? Chosen(heads) : Scanned();

        IEnumerable<(long Index, ReadOnlyMemory<byte> Leaf, EntryView Entry)> Chosen(IReadOnlyList<long> heads)
        {
            foreach (var head in heads.Order())
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(++read);
                if (head >= tree.Size)
                    throw new ArgumentException($"leaf {head} isn't under the checkpoint of {tree.Size} yet");
                var entry = EnvelopeReader.Read(head, entries.Leaf(head));
                foreach (var (index, leaf) in entries.Leaves(head - entry.Parts, head + 1))
                    yield return (index, leaf, index == head ? entry : EnvelopeReader.Read(index, leaf));
            }
        }

        // Parts are held back until their head says whether they belong to the export.
        IEnumerable<(long Index, ReadOnlyMemory<byte> Leaf, EntryView Entry)> Scanned()
        {
            var parts = new List<(long, ReadOnlyMemory<byte>, EntryView)>();
            foreach (var (index, leaf) in entries.Leaves(0, tree.Size))
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(++read);
                var entry = EnvelopeReader.Read(index, leaf);
                if (EntryFiles.IsPart(entry))
                {
                    parts.Add((index, leaf, entry));
                    continue;
                }
                if (filter.Holds(entry))
                {
                    foreach (var part in parts)
                        yield return part;
                    yield return (index, leaf, entry);
                }
                parts.Clear();
            }
        }
    }

    private static void Add(ZipArchive package, string name, Action<Stream> write)
    {
        using var into = new BufferedStream(package.CreateEntry(name, CompressionLevel.Fastest).Open(), 1 << 16);
        write(into);
    }

    private static string Row(EntryView entry) =>
        $"{entry.Index.ToString(CultureInfo.InvariantCulture)},{entry.Id},{entry.At.ToString("O", CultureInfo.InvariantCulture)},{entry.Type},{entry.Of},{Cell(string.Join("; ", entry.Terms.Select(term => $"{term.Name}={term.Value}")))},{entry.Subjects.Length.ToString(CultureInfo.InvariantCulture)}\r\n";

    // A cell that begins like a formula would be run by a spreadsheet program.
    private static string Cell(string text) =>
        $"\"{(text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" : "")}{text.Replace("\"", "\"\"")}\"";
}
