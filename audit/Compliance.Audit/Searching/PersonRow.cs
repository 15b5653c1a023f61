namespace Compliance.Audit.Searching;

/// <summary>The terms that hold for one person in one entry: the type's first, then the row's, as term numbers.</summary>
internal static class PersonRow
{
    public static byte[] Write(long type, IReadOnlyCollection<long> terms)
    {
        using var bytes = new MemoryStream();
        using var into = new BinaryWriter(bytes);
        into.Write7BitEncodedInt64(type);
        foreach (var term in terms) into.Write7BitEncodedInt64(term);
        return bytes.ToArray();
    }

    public static (long Type, HashSet<long> Terms) Read(ReadOnlySpan<byte> row)
    {
        using var from = new BinaryReader(new MemoryStream(row.ToArray()));
        var type = from.Read7BitEncodedInt64();
        var terms = new HashSet<long>();
        while (from.BaseStream.Position < row.Length) terms.Add(from.Read7BitEncodedInt64());
        return (type, terms);
    }
}
