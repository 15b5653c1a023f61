using System.Collections.Immutable;

namespace Compliance.Audit.Vaulting;

/// <summary>What a journal record changes in the vault. Applying one twice is applying it once.</summary>
internal abstract record VaultChange
{
    /// <summary>A new person key, wrapped.</summary>
    public sealed record NewSlot(long Slot, LookupHash Lookup, byte[] Wrapped) : VaultChange;

    /// <summary>These slots are one person's, for whom the root stands.</summary>
    public sealed record Link(long Root, ImmutableArray<long> Members) : VaultChange;

    /// <summary>An identity passes to somebody else: the slot stays with its person, under a name that no identity finds.</summary>
    public sealed record Release(long Slot, LookupHash Nobody) : VaultChange;

    /// <summary>A new key for shared evidence, wrapped.</summary>
    public sealed record NewClassKey(string Name, byte[] Wrapped) : VaultChange;

    /// <summary>A person is forgotten: keys shredded, rows replaced by tombstones that the receipt covers.</summary>
    public sealed record Erase(string Receipt, ImmutableArray<long> Slots, ImmutableArray<ErasedRow> Rows) : VaultChange;

    public static void Write(BinaryWriter into, VaultChange change)
    {
        switch (change)
        {
            case NewSlot made:
                into.Write((byte)1);
                into.Write(made.Slot);
                into.Write(made.Lookup.ToArray());
                into.Write(made.Wrapped);
                break;
            case Link link:
                into.Write((byte)2);
                into.Write(link.Root);
                Numbers(into, link.Members);
                break;
            case NewClassKey key:
                into.Write((byte)3);
                into.Write(key.Name);
                into.Write(key.Wrapped);
                break;
            case Release release:
                into.Write((byte)5);
                into.Write(release.Slot);
                into.Write(release.Nobody.ToArray());
                break;
            case Erase erase:
                into.Write((byte)4);
                into.Write(erase.Receipt);
                Numbers(into, erase.Slots);
                into.Write(erase.Rows.Length);
                foreach (var row in erase.Rows)
                {
                    into.Write(row.Leaf);
                    into.Write(row.Row);
                    into.Write(row.Salt);
                }
                break;
        }
    }

    public static VaultChange Read(BinaryReader from) =>
        from.ReadByte() switch
        {
            1 => new NewSlot(from.ReadInt64(), new LookupHash(Bytes(from, 32)), Bytes(from, VaultKeys.WrappedSize)),
            2 => new Link(from.ReadInt64(), Numbers(from)),
            3 => new NewClassKey(from.ReadString(), Bytes(from, VaultKeys.WrappedSize)),
            4 => new Erase(from.ReadString(), Numbers(from), ReadRows(from)),
            5 => new Release(from.ReadInt64(), new LookupHash(Bytes(from, 32))),
            var unknown => throw new FormatException($"unknown vault change {unknown}"),
        };

    private static void Numbers(BinaryWriter into, ImmutableArray<long> numbers)
    {
        into.Write(numbers.Length);
        foreach (var number in numbers)
            into.Write(number);
    }

    private static ImmutableArray<long> Numbers(BinaryReader from)
    {
        var numbers = new long[Count(from, sizeof(long))];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = from.ReadInt64();
        return [.. numbers];
    }

    private static ImmutableArray<ErasedRow> ReadRows(BinaryReader from)
    {
        var rows = new ErasedRow[Count(from, sizeof(long) + sizeof(int) + 32)];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new ErasedRow(from.ReadInt64(), from.ReadInt32(), Bytes(from, 32));
        return [.. rows];
    }

    private static int Count(BinaryReader from, int size)
    {
        var count = from.ReadInt32();
        return count >= 0 && (long)count * size <= from.BaseStream.Length - from.BaseStream.Position
            ? count
            : throw new FormatException("a count exceeds its record");
    }

    private static byte[] Bytes(BinaryReader from, int count)
    {
        var bytes = from.ReadBytes(count);
        return bytes.Length == count ? bytes : throw new FormatException("a record ends early");
    }
}

/// <param name="Row">The subject's number inside that leaf.</param>
/// <param name="Salt">Random: makes the receipt's tree say nothing to those who don't hold the tombstones.</param>
internal readonly record struct ErasedRow(long Leaf, int Row, byte[] Salt);
