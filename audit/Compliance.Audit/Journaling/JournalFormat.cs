using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Compliance.Audit.Journaling;

/// <summary>The journal's bytes (little endian). A segment is a header sector, then batches, each at a sector's start so that its header can't tear; a batch is what one fsync made durable.
/// CRC-32C runs over every batch's header and payload and on to the next, across segments.</summary>
internal static class JournalFormat
{
    public const int Sector = 512;
    public const int BatchHeader = 64;
    private const ulong SegmentMagic = 0x31474553_4A445541; // AUDJSEG1
    private const ulong BatchMagic = 0x31544142_4A445541; // AUDJBAT1

    public static int Padded(int length) => (length + Sector - 1) / Sector * Sector;

    public static uint Crc(uint seed, ReadOnlySpan<byte> bytes)
    {
        var crc = ~seed;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, word);
        foreach (var one in bytes[(bytes.Length & ~7)..])
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    public static byte[] Segment(SegmentHeader header)
    {
        var bytes = new byte[Sector];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, SegmentMagic);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), header.Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), header.FirstLeaf);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), header.FirstBatch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), header.PreviousEnd);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), header.Bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(48), header.Chain);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Sector - 4), Crc(0, bytes.AsSpan(0, Sector - 4)));
        return bytes;
    }

    /// <summary>Null: not a segment's header.</summary>
    public static SegmentHeader? Segment(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Sector || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != SegmentMagic)
            return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Sector - 4)..]) != Crc(0, bytes[..(Sector - 4)]))
            return null;
        return new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[48..])
        );
    }

    /// <summary>Puts the header before a payload that already stands in the buffer; returns the chain's new value.</summary>
    public static uint Batch(Span<byte> batch, long number, long firstLeaf, int records, uint chain)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(batch, BatchMagic);
        BinaryPrimitives.WriteInt64LittleEndian(batch[8..], number);
        BinaryPrimitives.WriteInt64LittleEndian(batch[16..], firstLeaf);
        BinaryPrimitives.WriteInt32LittleEndian(batch[24..], batch.Length - BatchHeader);
        BinaryPrimitives.WriteInt32LittleEndian(batch[28..], records);
        BinaryPrimitives.WriteUInt32LittleEndian(batch[32..], chain);
        batch[36..BatchHeader].Clear();
        var crc = Crc(Crc(chain, batch[..36]), batch[BatchHeader..]);
        BinaryPrimitives.WriteUInt32LittleEndian(batch[36..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(batch[(BatchHeader - 4)..], Crc(0, batch[..(BatchHeader - 4)]));
        return crc;
    }

    /// <summary>Null: not a batch's header. The payload isn't looked at.</summary>
    public static BatchHead? Batch(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < BatchHeader || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != BatchMagic)
            return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(BatchHeader - 4)..]) != Crc(0, bytes[..(BatchHeader - 4)]))
            return null;
        return new BatchHead(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..])
        );
    }

    public static bool IsWhole(ReadOnlySpan<byte> batch, BatchHead head) =>
        Crc(Crc(head.Chain, batch[..36]), batch[BatchHeader..]) == head.Crc;
}

/// <param name="PreviousEnd">Where the segment before this one ended; what stands behind that was never acknowledged. 0: there is none.</param>
/// <param name="Bytes">The file's length from the beginning: a crash can't shorten it.</param>
/// <param name="Chain">CRC of the last batch before this segment.</param>
internal sealed record SegmentHeader(long Number, long FirstLeaf, long FirstBatch, long PreviousEnd, long Bytes, uint Chain);

internal sealed record BatchHead(long Number, long FirstLeaf, int Length, int Records, uint Chain, uint Crc);

/// <summary>Where the next batch goes.</summary>
internal readonly record struct JournalPosition(long Segment, long Offset, long Batch, long Leaf, uint Chain);
