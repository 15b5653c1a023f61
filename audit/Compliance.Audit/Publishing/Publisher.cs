using System.Buffers.Binary;
using Compliance.Audit.Journaling;
using Compliance.Audit.Merkle;
using Compliance.Audit.Payloads;
using Compliance.Audit.Storage;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit.Publishing;

/// <summary>Writes durable records to the log's and the evidence's files, in order. What fails is taken up again where it stopped.</summary>
internal sealed class Publisher
{
    private readonly LogFiles _files;
    private readonly EvidenceStore _evidence;
    private readonly MemoryStream _bundle = new(); // the entries of the bundle now being filled
    private readonly MemoryStream _records = new(); // its evidence not yet written
    private long _evidenceOffset;
    private long _next;
    private SignedTree? _published;

    /// <summary>Goes on at a size whose files are complete and checked.</summary>
    public Publisher(LogFiles files, EvidenceStore evidence, long size)
    {
        (_files, _evidence, _next) = (files, evidence, size);
        var within = (int)(size % TilePath.Width);
        if (within == 0)
            return;
        var entries = LogFiles.Split(files.ReadBundle(size / TilePath.Width, within));
        var tile = files.Read(0, size / TilePath.Width, within);
        for (var i = 0; i < within; i++)
        {
            if (i >= entries.Count || !tile.Hash(0, i).SequenceEqual(Rfc6962.Leaf(entries[i].Span)))
                throw new AuditDamagedException($"leaf {size - within + i}", "the entry doesn't fit its tile");
            AddEntry(entries[i].Span);
        }
        _evidenceOffset = evidence.Offset(size / TilePath.Width, within);
    }

    /// <param name="tree">Signed over exactly the leaves up to the last record's.</param>
    public void Publish(IReadOnlyList<JournalRecord> records, IReadOnlyList<(int Level, long Index, byte[] Hashes)> tiles, SignedTree tree)
    {
        foreach (var record in records)
        {
            foreach (var (index, leaf, evidence) in record.Sections())
            {
                if (index < _next)
                    continue;
                CloseFullBundle();
                AddEntry(leaf.Span);
                AddEvidence(evidence.Span);
                _next++;
            }
            foreach (var change in record.Changes)
                if (change is VaultChange.Erase erase)
                    Erase(erase);
        }
        CloseFullBundle();
        FlushEvidence();
        foreach (var (level, index, hashes) in tiles)
            _files.Write(level, index, hashes);
        if (_next != tree.Size)
            throw new InvalidOperationException($"published {_next} leaves under a checkpoint of {tree.Size}");
        if (_published?.Size == tree.Size)
            return;
        if (_next % TilePath.Width is var width and > 0)
            _files.WriteEntries(_next / TilePath.Width, (int)width, Written(_bundle));
        foreach (var (level, index, hashes) in tree.Partials)
            _files.Write(level, index, hashes);
        _files.WriteCheckpoint(tree.Checkpoint.Note);
        _published = tree;
    }

    private void AddEntry(ReadOnlySpan<byte> leaf)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)leaf.Length));
        _bundle.Write(length);
        _bundle.Write(leaf);
    }

    private void AddEvidence(ReadOnlySpan<byte> record)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, record.Length);
        _records.Write(length);
        _records.Write(record);
    }

    private void CloseFullBundle()
    {
        if (_next % TilePath.Width != 0 || _bundle.Length == 0)
            return;
        FlushEvidence();
        _files.WriteEntries(_next / TilePath.Width - 1, TilePath.Width, Written(_bundle));
        _bundle.SetLength(0);
        _evidenceOffset = 0;
    }

    private void FlushEvidence()
    {
        if (_records.Length == 0)
            return;
        _evidence.Write((_next - 1) / TilePath.Width, _evidenceOffset, Written(_records));
        _evidenceOffset += _records.Length;
        _records.SetLength(0);
    }

    private void Erase(VaultChange.Erase change)
    {
        FlushEvidence();
        _evidence.Erase(
            change.Rows.Select(row => (row.Leaf, row.Row, new Tombstone(row.Salt, Guid.ParseExact(change.Receipt, "N")))),
            _next
        );
        // Tombstones have another length than the rows had.
        if (_next % TilePath.Width is var within and > 0)
            _evidenceOffset = _evidence.Offset(_next / TilePath.Width, (int)within);
    }

    private static ReadOnlySpan<byte> Written(MemoryStream stream) => stream.GetBuffer().AsSpan(0, (int)stream.Length);
}
