using System.Buffers.Binary;
using System.Globalization;
using Compliance.Audit.Storage;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit.Journaling;

/// <summary>Reads a journal after a stop or crash. One thing only may be wrong with it: the very last batch may be torn, which is set aside beside it. All else is <see cref="AuditDamagedException"/>.</summary>
internal sealed class JournalReader
{
    private readonly string _directory;
    private readonly List<(string Path, SegmentHeader Header)> _segments;
    private readonly List<string> _setAside = [];

    /// <exception cref="AuditDamagedException">A segment is missing or has no header.</exception>
    public JournalReader(string directory)
    {
        _directory = directory;
        _segments = [.. Directory.GetFiles(directory, "*.journal").Order(StringComparer.Ordinal).Select(path => (path, Header(path)))];
        for (var i = 1; i < _segments.Count; i++)
            if (_segments[i].Header.Number != _segments[i - 1].Header.Number + 1)
                throw new AuditDamagedException(_segments[i].Path, "the segment before it is missing");
        if (_segments.Count > 0)
        {
            var first = _segments[0].Header;
            Position = new JournalPosition(first.Number, JournalFormat.Sector, first.FirstBatch, first.FirstLeaf, first.Chain);
        }
    }

    public bool IsEmpty => _segments.Count == 0;

    /// <summary>Everything before this leaf is durable in the log's own files.</summary>
    public long FirstLeaf => IsEmpty ? 0 : _segments[0].Header.FirstLeaf;

    /// <summary>After <see cref="Records"/> was read to its end: where the next batch goes.</summary>
    public JournalPosition Position { get; private set; }

    public IReadOnlyList<string> SetAside => [.. _setAside, .. Directory.GetFiles(_directory, "*.torn").Except(_setAside)];

    public IReadOnlyList<(string Path, SegmentHeader Header)> Segments => _segments;

    public IEnumerable<JournalRecord> Records()
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            var (path, header) = _segments[i];
            if (
                header.FirstLeaf != Position.Leaf
                || header.FirstBatch != Position.Batch
                || header.Chain != Position.Chain
                || i > 0 && header.PreviousEnd != Position.Offset
            )
                throw new AuditDamagedException(
                    path,
                    $"does not go on where the segment before it ended (leaf {Position.Leaf}, batch {Position.Batch})"
                );
            Position = Position with { Segment = header.Number, Offset = JournalFormat.Sector };
            var bytes = File.ReadAllBytes(path);
            var end = i + 1 < _segments.Count ? _segments[i + 1].Header.PreviousEnd : long.MaxValue;
            while (Position.Offset < end && Next(path, bytes, last: i + 1 == _segments.Count) is { } batch)
                foreach (var record in Split(path, batch.Head, batch.Payload))
                    yield return record;
        }
    }

    public JournalSegment? OpenLast() => IsEmpty ? null : JournalSegment.Open(_segments[^1].Path, _segments[^1].Header);

    private (BatchHead Head, ReadOnlyMemory<byte> Payload)? Next(string path, byte[] bytes, bool last)
    {
        var offset = (int)Position.Offset;
        var rest = bytes.AsSpan(Math.Min(offset, bytes.Length));
        var head = JournalFormat.Batch(rest);
        if (head is null)
        {
            var sector = rest[..Math.Min(rest.Length, JournalFormat.Sector)];
            if (!sector.ContainsAnyExcept((byte)0))
            {
                if (rest.ContainsAnyExcept((byte)0))
                    Tear(path, bytes, offset, last, "a batch's first sector is empty");
                return null;
            }
            throw Damage(path, offset, "not a batch, though a sector can't tear");
        }
        if (head.Number != Position.Batch || head.FirstLeaf != Position.Leaf || head.Chain != Position.Chain)
            throw Damage(path, offset, $"batch {head.Number} stands where batch {Position.Batch} belongs");
        var length = JournalFormat.BatchHeader + head.Length;
        if (head.Length < 0 || length > rest.Length || !JournalFormat.IsWhole(rest[..length], head))
        {
            if (head.Length < 0 || length > rest.Length || !HasEmptySector(rest[..JournalFormat.Padded(length)]))
                throw Damage(path, offset, $"batch {head.Number} fails its CRC without being torn");
            Tear(path, bytes, offset, last, $"batch {head.Number} is torn");
            return null;
        }
        Position = Position with { Offset = offset + JournalFormat.Padded(length), Batch = head.Number + 1, Chain = head.Crc };
        return (head, bytes.AsMemory(offset + JournalFormat.BatchHeader, head.Length));
    }

    /// <summary>Allowed for the last batch alone: nothing that was written after it may stand behind it.</summary>
    private void Tear(string path, byte[] bytes, int offset, bool last, string what)
    {
        if (!last)
            throw Damage(path, offset, what + ", and later segments follow");
        for (var at = offset + JournalFormat.Sector; at < bytes.Length; at += JournalFormat.Sector)
            if (JournalFormat.Batch(bytes.AsSpan(at)) is { } later)
                throw Damage(path, offset, $"{what}, and batch {later.Number} follows it");
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.{offset:x8}.torn");
        var used = bytes.AsSpan(offset).LastIndexOfAnyExcept((byte)0) + 1;
        DurableFile.Replace(aside, bytes.AsSpan(offset, used));
        _setAside.Add(aside);
        // Nothing of it may come back to life behind what will be written here.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, new byte[bytes.Length - offset], offset);
        DurableFile.Sync(file);
    }

    private IEnumerable<JournalRecord> Split(string path, BatchHead head, ReadOnlyMemory<byte> payload)
    {
        for (var i = 0; i < head.Records; i++)
        {
            JournalRecord record;
            try
            {
                record = Read(ref payload, head.Number);
            }
            catch (Exception broken) when (broken is FormatException or EndOfStreamException)
            {
                throw new AuditDamagedException(path, $"batch {head.Number}, record {i}: {broken.Message}");
            }
            Position = Position with { Leaf = Position.Leaf + record.Count };
            yield return record;
        }
        if (payload.Length > 0)
            throw new AuditDamagedException(path, $"batch {head.Number} is longer than its records");
    }

    private JournalRecord Read(ref ReadOnlyMemory<byte> payload, long batch)
    {
        var record = Take(ref payload, Length(payload.Span));
        var changeBytes = Take(ref record, Length(record.Span));
        var count = Length(record.Span);
        var changes = new List<VaultChange>();
        using var from = new BinaryReader(new MemoryStream(changeBytes.ToArray()));
        while (from.BaseStream.Position < from.BaseStream.Length)
            changes.Add(VaultChange.Read(from));
        return JournalRecord.Read(record[4..], count, Position.Leaf, batch, changes);
    }

    private static int Length(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : throw new FormatException("a record ends early");

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> from, int length)
    {
        if (length < 0 || length > from.Length - 4)
            throw new FormatException("a record's length is wrong");
        var taken = from.Slice(4, length);
        from = from[(4 + length)..];
        return taken;
    }

    private static bool HasEmptySector(ReadOnlySpan<byte> batch)
    {
        for (var at = 0; at < batch.Length; at += JournalFormat.Sector)
            if (!batch.Slice(at, Math.Min(JournalFormat.Sector, batch.Length - at)).ContainsAnyExcept((byte)0))
                return true;
        return false;
    }

    private static SegmentHeader Header(string path)
    {
        using var file = File.OpenHandle(path);
        var bytes = new byte[JournalFormat.Sector];
        var read = RandomAccess.Read(file, bytes, 0);
        var header =
            JournalFormat.Segment(bytes.AsSpan(0, read)) ?? throw new AuditDamagedException(path, "not a journal segment's header");
        var length = RandomAccess.GetLength(file);
        // Made whole and synced before its first batch: no crash shortens it.
        return length == header.Bytes
            ? header
            : throw new AuditDamagedException(path, $"{length} bytes long, was made with {header.Bytes}");
    }

    private static AuditDamagedException Damage(string path, long offset, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path} at byte {offset}"), what);
}
