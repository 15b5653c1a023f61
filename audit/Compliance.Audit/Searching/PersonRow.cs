namespace Compliance.Audit.Searching;

/// <summary>The terms that hold for one person in one entry: the type's first, then the row's, as term numbers of variable length.</summary>
internal sealed class PersonRow
{
    private readonly MemoryStream _bytes = new();

    public int Length
    {
        get => (int)_bytes.Length;
        set => _bytes.SetLength(value);
    }

    public ReadOnlySpan<byte> Bytes => _bytes.GetBuffer().AsSpan(0, Length);

    public void Begin(long type)
    {
        Length = 0;
        Add(type);
    }

    public void Add(long term)
    {
        _bytes.Position = Length;
        for (; term >= 0x80; term >>= 7)
            _bytes.WriteByte((byte)(term | 0x80));
        _bytes.WriteByte((byte)term);
    }

    /// <summary>The type's number among the terms'.</summary>
    public static HashSet<long> Read(ReadOnlySpan<byte> row)
    {
        using var from = new BinaryReader(new MemoryStream(row.ToArray()));
        var terms = new HashSet<long>();
        while (from.BaseStream.Position < row.Length)
            terms.Add(from.Read7BitEncodedInt64());
        return terms;
    }
}
