using System.Security.Cryptography;

namespace Compliance.Audit.Vaulting;

/// <summary>The key of shared evidence of one retention class in one quarter.</summary>
internal sealed class ClassKey(string name, byte[] key, byte[] wrapped)
{
    private Today? _today;

    /// <summary>A key for each day (UTC), so that none seals too many texts under random nonces.</summary>
    public byte[] Key(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime).DayNumber;
        if (_today is { } known && known.Day == day)
            return known.Key;
        var made = HMACSHA256.HashData(key, BitConverter.GetBytes(day));
        _today = new Today(day, made);
        return made;
    }

    /// <summary>Not yet in the journal. Owned by the journal's writer.</summary>
    public bool Pending { get; set; }

    public VaultChange.NewClassKey Definition => new(name, wrapped);

    private sealed record Today(int Day, byte[] Key);
}
