using System.Buffers.Binary;
using Compliance.Audit.Merkle;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Payloads;

/// <summary>Evidence beside the log: one file for each entry bundle, <c>evidence/&lt;N&gt;</c> with tlog-tiles numbering; per leaf a 32-bit length (little endian) and the record.
/// Not part of the log: rows can be erased while every hash of the log stays.</summary>
internal sealed class EvidenceStore(string directory)
{
    private readonly Lock _rewriting = new();
    private (long Bundle, List<ReadOnlyMemory<byte>> Records)? _last; // whoever reads one record mostly reads its neighbours next

    public string PathOf(long bundle) => Path.Combine(directory, TilePath.Number(bundle));

    /// <summary>Writes one bundle's records from the leaf number inside the bundle on; what stood behind it goes.</summary>
    public void Write(long bundle, long offset, ReadOnlySpan<byte> records)
    {
        var path = PathOf(bundle);
        lock (_rewriting)
        {
            _last = null;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write);
            RandomAccess.Write(file, records, offset);
            RandomAccess.SetLength(file, offset + records.Length);
            DurableFile.BeginSync(file);
        }
    }

    /// <summary>The first records of a bundle in leaf order; empty when there is no file.</summary>
    /// <param name="most">How many are published. What stands behind them a kill may have cut off: it comes again from the journal.</param>
    /// <param name="buffer">Where they stand, when the caller keeps one.</param>
    /// <exception cref="FormatException">Those records aren't whole, or something stands behind a full bundle's.</exception>
    public List<ReadOnlyMemory<byte>> Read(long bundle, int most = TilePath.Width, FileBuffer? buffer = null)
    {
        lock (_rewriting)
            return File.Exists(PathOf(bundle)) ? Split((buffer ?? new FileBuffer()).Read(PathOf(bundle)), most) : [];
    }

    /// <summary>One leaf's payloads.</summary>
    public List<Payload> ReadLeaf(long leaf)
    {
        var bundle = leaf / TilePath.Width;
        lock (_rewriting)
        {
            if (_last?.Bundle != bundle)
                _last = (bundle, Read(bundle));
            var records = _last.Value.Records;
            var at = (int)(leaf % TilePath.Width);
            return at < records.Count
                ? PayloadRecord.Read(records[at])
                : throw new AuditDamagedException(PathOf(bundle), $"holds no record for leaf {leaf}");
        }
    }

    /// <summary>Where the record of that leaf inside the bundle begins.</summary>
    public long Offset(long bundle, int leaf)
    {
        var records = Read(bundle, leaf);
        if (records.Count < leaf)
            throw new AuditDamagedException(PathOf(bundle), $"holds {records.Count} records, expected at least {leaf}");
        return records.Sum(record => 4L + record.Length);
    }

    /// <summary>Puts tombstones where rows stood. Doing it twice does it once.</summary>
    /// <param name="size">Leaves whose records are published.</param>
    public void Erase(IEnumerable<(long Leaf, int Row, Tombstone Stone)> rows, long size)
    {
        foreach (var bundle in rows.GroupBy(row => row.Leaf / TilePath.Width))
        {
            lock (_rewriting)
            {
                _last = null;
                var records = Read(bundle.Key, (int)Math.Min(TilePath.Width, size - bundle.Key * TilePath.Width));
                foreach (var (leaf, row, stone) in bundle)
                {
                    var at = (int)(leaf % TilePath.Width);
                    var payloads = PayloadRecord.Read(records[at]);
                    payloads[1 + row] = new Payload(PayloadState.Erased, stone.ToArray());
                    records[at] = PayloadRecord.Write(payloads);
                }
                DurableFile.Replace(PathOf(bundle.Key), Join(records));
            }
        }
    }

    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> file, int most)
    {
        var records = new List<ReadOnlyMemory<byte>>(most);
        for (var rest = file; rest.Length > 0 && (records.Count < most || most == TilePath.Width); )
        {
            if (records.Count == TilePath.Width)
                throw new FormatException("something stands behind the last evidence record");
            if (rest.Length < 4)
                throw new FormatException("an evidence record ends early");
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            if (length < 0 || length > rest.Length - 4)
                throw new FormatException("an evidence record's length is wrong");
            records.Add(rest.Slice(4, length));
            rest = rest[(4 + length)..];
        }
        return records;
    }

    private static byte[] Join(List<ReadOnlyMemory<byte>> records)
    {
        using var into = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var record in records)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, record.Length);
            into.Write(length);
            into.Write(record.Span);
        }
        return into.ToArray();
    }
}
