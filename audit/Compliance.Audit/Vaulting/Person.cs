using System.Security.Cryptography;
using System.Text;

namespace Compliance.Audit.Vaulting;

/// <summary>One slot with its key.</summary>
internal sealed class Person(long slot, LookupHash lookup, byte[] wrapped)
{
    private byte[] _wrapped = wrapped;
    private byte[]? _key;
    private byte[]? _evidenceKey;
    private QuarterName? _name;

    public long Slot { get; } = slot;

    /// <summary>Guarded by the vault.</summary>
    public LookupHash Lookup { get; set; } = lookup;

    /// <summary>Not yet in a journal record. Owned by the journal's writer.</summary>
    public bool Pending { get; set; }

    /// <summary>The definition is on disk.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>The group that links made, shared by all its members. Guarded by the vault.</summary>
    public List<Person>? Group { get; set; }

    public bool Erased { get; private set; }

    /// <summary>Being erased: nothing more may be written under this key.</summary>
    public volatile bool Leaving;

    public VaultChange.NewSlot Definition => new(Slot, Lookup, _wrapped);

    public byte[] Key(VaultKeys keys) => _key ??= keys.Unwrap(_wrapped, Slot);

    /// <summary>Names and evidence don't share a key.</summary>
    public byte[] EvidenceKey(VaultKeys keys) => _evidenceKey ??= HMACSHA256.HashData(Key(keys), "evidence"u8);

    public string Pseudonym(VaultKeys keys, byte[] origin, Quarter quarter)
    {
        if (_name is { } known && known.Quarter == quarter)
            return known.Pseudonym;
        var made = Name(Key(keys), origin, quarter);
        _name = new QuarterName(quarter, made);
        return made;
    }

    public static string Name(byte[] key, byte[] origin, Quarter quarter)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, (byte[])[.. origin, 0, .. Encoding.ASCII.GetBytes(quarter.ToString())], hash);
        return System.Buffers.Text.Base64Url.EncodeToString(hash[..16]);
    }

    public void Shred()
    {
        (Erased, Leaving) = (true, true);
        _wrapped = [];
        _key = _evidenceKey = null;
        _name = null;
    }

    private sealed record QuarterName(Quarter Quarter, string Pseudonym);
}

/// <summary>A quarter of a year in UTC: 2026Q4.</summary>
internal readonly record struct Quarter(int Number)
{
    public Quarter(DateTimeOffset at)
        : this(at.UtcDateTime.Year * 4 + (at.UtcDateTime.Month - 1) / 3) { }

    public Quarter Before => new(Number - 1);

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number / 4:0000}Q{Number % 4 + 1}");
}
