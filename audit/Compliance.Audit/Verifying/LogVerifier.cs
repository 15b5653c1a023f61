using System.Collections.Concurrent;
using System.Text.Json;
using Compliance.Audit.Entries;
using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;
using Compliance.Audit.Payloads;
using Compliance.Audit.Publishing;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Verifying;

/// <summary>Derives every hash of a log anew from its files alone: entries, tiles of every level, root, signature, parts, evidence commitments, erasure receipts.</summary>
public sealed class LogVerifier
{
    private readonly LogFiles _files;
    private readonly string _log;
    private readonly EvidenceStore? _evidence;
    private readonly IReadOnlyCollection<VerifierKey> _keys;
    private readonly ConcurrentBag<(long Leaf, string Place, string Problem)> _problems = [];
    private readonly ConcurrentDictionary<Guid, ConcurrentBag<byte[]>> _tombstones = new();
    private readonly ConcurrentDictionary<Guid, (long Leaf, long Rows, byte[] Root)> _receipts = new();
    private long _payloads,
        _done;

    /// <param name="evidence">The evidence directory; null: look at the log alone, payloads are not asked for.</param>
    public LogVerifier(string log, string? evidence, IReadOnlyCollection<VerifierKey> keys)
    {
        (_log, _files, _keys) = (log, new LogFiles(log), keys);
        _evidence = evidence is null ? null : new EvidenceStore(evidence);
    }

    /// <param name="progress">Entries done.</param>
    public VerificationReport Verify(IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        if (!File.Exists(_files.CheckpointPath))
            return Bad("", 0, "", _files.CheckpointPath, "missing");
        if (
            !SignedNote.TryParse(File.ReadAllBytes(_files.CheckpointPath), out var note)
            || !Checkpoint.TryParse(note.Text, out var checkpoint)
        )
            return Bad("", 0, "", _files.CheckpointPath, "not a checkpoint");
        var (size, root) = (checkpoint.Size, Convert.ToBase64String(checkpoint.Root));
        if (note.Verify(_keys) is var signature and not NoteVerdict.Good)
            return Bad(
                checkpoint.Origin,
                size,
                root,
                _files.CheckpointPath,
                signature == NoteVerdict.Bad ? "the signature is wrong" : "no signature of a known key",
                signature == NoteVerdict.Bad ? Verdict.Tampered : Verdict.Unverifiable
            );
        if (_keys.All(key => key.Name != checkpoint.Origin))
            return Bad(checkpoint.Origin, size, root, _files.CheckpointPath, "the checkpoint is of another log than the key");

        var bundles = new Bundle?[(size + TilePath.Width - 1) / TilePath.Width];
        Parallel.For(
            0L,
            bundles.Length,
            new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (Entries: new FileBuffer(), Evidence: new FileBuffer()),
            (number, loop, buffers) =>
            {
                var first = number * TilePath.Width;
                var width = (int)Math.Min(TilePath.Width, size - first);
                bundles[number] = Guarded(first, () => ReadBundle(number, width, buffers.Entries, buffers.Evidence));
                progress?.Report(Interlocked.Add(ref _done, width));
                // What lies behind the first problem says nothing more.
                if (bundles[number] is null)
                    loop.Break();
                return buffers;
            },
            _ => { }
        );
        if (_problems.IsEmpty)
            CheckParts(bundles!);
        if (_problems.IsEmpty)
            CheckTree(bundles!, checkpoint);
        if (_problems.IsEmpty)
            CheckReceipts();
        if (_problems.OrderBy(problem => problem.Leaf).FirstOrDefault() is { Place: not null } problem)
            return Bad(checkpoint.Origin, size, root, problem.Place, problem.Problem);
        var erased = _tombstones.Values.Sum(stones => stones.Count);
        return new VerificationReport(
            erased > 0 ? Verdict.IntactErased : Verdict.Intact,
            checkpoint.Origin,
            size,
            root,
            _payloads,
            erased,
            [.. _receipts.OrderBy(receipt => receipt.Value.Leaf).Select(receipt => receipt.Key.ToString("N"))],
            null,
            null
        );
    }

    private VerificationReport Bad(
        string origin,
        long size,
        string root,
        string place,
        string problem,
        Verdict verdict = Verdict.Tampered
    ) => new(verdict, origin, size, root, _payloads, 0, [], place, problem);

    private T? Guarded<T>(long leaf, Func<T> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (VerificationException problem)
        {
            _problems.Add((problem.Leaf, problem.Place, problem.Message));
        }
        catch (AuditDamagedException damaged)
        {
            _problems.Add((leaf, damaged.Place, damaged.Message));
        }
        catch (Exception unread) when (unread is IOException or FormatException or UnauthorizedAccessException)
        {
            _problems.Add((leaf, $"leaf {leaf}", unread.Message));
        }
        return null;
    }

    private Bundle ReadBundle(long number, int width, FileBuffer entriesBuffer, FileBuffer evidenceBuffer)
    {
        var first = number * TilePath.Width;
        var place = Path.Combine(_log, TilePath.Entries(number, width));
        var bytes = _files.ReadBundle(number, width, entriesBuffer);
        CheckPartials(first, TilePath.Entries(number, TilePath.Width), bytes.Span);
        var entries = LogFiles.Split(bytes);
        if (entries.Count < width)
            throw new VerificationException(first + entries.Count, place, $"holds {entries.Count} entries, {width} are needed");
        var tile = _files.Read(0, number, width);
        var hashes = new byte[width * Rfc6962.HashSize];
        var heads = new List<PartRun>();
        var records = _evidence?.Read(number, width, evidenceBuffer);
        for (var i = 0; i < width; i++)
        {
            var leaf = first + i;
            Rfc6962.Leaf(entries[i].Span, hashes.AsSpan(i * Rfc6962.HashSize, Rfc6962.HashSize));
            if (!hashes.AsSpan(i * Rfc6962.HashSize, Rfc6962.HashSize).SequenceEqual(tile.Hash(0, i)))
                throw new VerificationException(leaf, $"{place}, leaf {leaf}", "the entry doesn't hash to its tile");
            var entry = EnvelopeReader.Read(leaf, entries[i]);
            if (EntryFiles.IsPart(entry) || entry.Parts > 0)
                heads.Add(new PartRun(leaf, entry));
            if (entry.Type == Eraser.Type)
                _receipts[Guid.ParseExact(entry.Id, "N")] = Receipt(entry, place);
            if (records is not null)
                CheckPayloads(entry, i < records.Count ? records[i] : default, Path.Combine(_evidence!.PathOf(number)));
        }
        return new Bundle(hashes, heads);
    }

    private void CheckPayloads(EntryView entry, ReadOnlyMemory<byte> record, string path)
    {
        var place = $"{path}, leaf {entry.Index}";
        var payloads = PayloadRecord.Read(record);
        Check(0, entry.Evidence);
        for (var i = 0; i < entry.Subjects.Length; i++)
            Check(1 + i, entry.Subjects[i].Commitment);

        void Check(int number, string? commitment)
        {
            var payload = number < payloads.Count ? payloads[number] : default;
            if (commitment is null && payload.State == PayloadState.None)
                return;
            if (commitment is null)
                throw new VerificationException(entry.Index, place, $"payload {number} stands there, the entry knows none");
            switch (payload.State)
            {
                case PayloadState.None:
                    throw new VerificationException(
                        entry.Index,
                        place,
                        $"payload {number} is missing, and no receipt says that it was erased"
                    );
                case PayloadState.Sealed when PayloadCipher.Commitment(payload.Bytes.Span) != commitment:
                    throw new VerificationException(entry.Index, place, $"payload {number} doesn't fit its commitment");
                case PayloadState.Sealed:
                    Interlocked.Increment(ref _payloads);
                    break;
                case PayloadState.Erased:
                    var stone = Tombstone.Read(payload.Bytes.Span);
                    _tombstones.GetOrAdd(stone.Receipt, _ => []).Add(stone.Leaf(commitment));
                    break;
            }
        }
    }

    private static (long Leaf, long Rows, byte[] Root) Receipt(EntryView entry, string place)
    {
        try
        {
            using var body = JsonDocument.Parse(entry.Body);
            return (
                entry.Index,
                body.RootElement.GetProperty("rows").GetInt64(),
                body.RootElement.GetProperty("root").GetBytesFromBase64()
            );
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new VerificationException(entry.Index, place, "not an erasure receipt");
        }
    }

    /// <summary>Parts stand directly before the head that names their hashes, and nowhere else.</summary>
    private void CheckParts(Bundle[] bundles)
    {
        var run = new List<PartRun>();
        foreach (var one in bundles.SelectMany(bundle => bundle.Parts))
        {
            if (EntryFiles.IsPart(one.Entry))
            {
                run.Add(one);
                continue;
            }
            var named = one.Entry.PartHashes;
            var fits = run.Count == named.Length && run.Count > 0 && run[0].Leaf == one.Leaf - run.Count && run[^1].Leaf == one.Leaf - 1;
            for (var i = 0; fits && i < run.Count; i++)
                fits =
                    run[i].Entry.Of == one.Entry.Id
                    && named[i]
                        == Convert.ToBase64String(
                            bundles[run[i].Leaf / TilePath.Width]
                                .Hashes.AsSpan((int)(run[i].Leaf % TilePath.Width) * Rfc6962.HashSize, Rfc6962.HashSize)
                        );
            if (!fits)
            {
                _problems.Add((one.Leaf, $"leaf {one.Leaf}", "the head doesn't fit the parts before it"));
                return;
            }
            run.Clear();
        }
        if (run.Count > 0)
            _problems.Add((run[0].Leaf, $"leaf {run[0].Leaf}", "a part without its head: never decided"));
    }

    private void CheckTree(Bundle[] bundles, Checkpoint checkpoint)
    {
        var derived = new TileTree();
        foreach (var bundle in bundles)
        {
            for (var i = 0; i < bundle.Hashes.Length; i += Rfc6962.HashSize)
                derived.Append(bundle.Hashes.AsSpan(i, Rfc6962.HashSize), Compare);
            if (!_problems.IsEmpty)
                return;
        }
        foreach (var (level, index, hashes) in derived.Partials())
            Compare(level, index, hashes);
        if (_problems.IsEmpty && !derived.Root().AsSpan().SequenceEqual(checkpoint.Root))
            _problems.Add((0, _files.CheckpointPath, "the entries make another root"));
    }

    /// <summary>The tile's file against what was derived.</summary>
    private void Compare(int level, long index, byte[] hashes)
    {
        var path = Path.Combine(_log, TilePath.Hashes(level, index, hashes.Length / Rfc6962.HashSize));
        Guarded(
            index << (8 * level + 8),
            () =>
            {
                var tile = _files.Read(level, index, hashes.Length / Rfc6962.HashSize);
                if (!tile.Hash(0, 0, hashes.Length / Rfc6962.HashSize).SequenceEqual(hashes))
                    throw new VerificationException(index << (8 * level + 8), path, "the tile doesn't fit the entries");
                CheckPartials(index << (8 * level + 8), TilePath.Hashes(level, index, TilePath.Width), hashes);
                return tile;
            }
        );
    }

    /// <summary>Partial resources of other checkpoints that are still there must agree with what they are a part of.</summary>
    private void CheckPartials(long leaf, string resource, ReadOnlySpan<byte> whole)
    {
        var directory = Path.Combine(_log, resource + ".p");
        foreach (var partial in Directory.Exists(directory) ? Directory.GetFiles(directory) : [])
        {
            var bytes = File.ReadAllBytes(partial).AsSpan();
            var both = Math.Min(bytes.Length, whole.Length);
            if (!bytes[..both].SequenceEqual(whole[..both]))
                throw new VerificationException(leaf, partial, "the partial resource doesn't fit the entries");
        }
    }

    private void CheckReceipts()
    {
        if (_evidence is null)
            return;
        foreach (var (id, stones) in _tombstones)
            if (!_receipts.ContainsKey(id))
                _problems.Add((0, $"receipt {id:N}", $"{stones.Count} rows are said to be erased by a receipt that the log doesn't hold"));
        foreach (var (id, receipt) in _receipts)
        {
            var stones = _tombstones.TryGetValue(id, out var found) ? found.ToArray() : [];
            if (stones.Length != receipt.Rows || !Tombstone.Root(stones).AsSpan().SequenceEqual(receipt.Root))
                _problems.Add(
                    (
                        receipt.Leaf,
                        $"leaf {receipt.Leaf}",
                        $"the receipt covers {receipt.Rows} erased rows, others are missing ({stones.Length})"
                    )
                );
        }
    }

    private sealed record Bundle(byte[] Hashes, List<PartRun> Parts);

    private sealed record PartRun(long Leaf, EntryView Entry);

    private sealed class VerificationException(long leaf, string place, string problem) : Exception(problem)
    {
        public long Leaf { get; } = leaf;

        public string Place { get; } = place;
    }
}
