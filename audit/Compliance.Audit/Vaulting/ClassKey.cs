namespace Compliance.Audit.Vaulting;

/// <summary>The key of shared evidence of one retention class in one quarter.</summary>
internal sealed class ClassKey(string name, byte[] key, byte[] wrapped)
{
    public byte[] Key { get; } = key;

    /// <summary>Not yet in the journal. Owned by the journal's writer.</summary>
    public bool Pending { get; set; }

    public VaultChange.NewClassKey Definition => new(name, wrapped);
}
