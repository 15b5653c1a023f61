using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Compliance.Audit.Notes;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Vaulting;

/// <summary>The two keys that stand above all others: one finds identities, one wraps every person's key. And the log's signing keys, newest first.</summary>
internal sealed class VaultKeys
{
    public const int KeySize = 32;
    public const int WrappedSize = NonceSize + KeySize + TagSize;
    private const int NonceSize = 12,
        TagSize = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ThreadLocal<IncrementalHash> _lookup;
    private readonly byte[] _wrap;

    private VaultKeys(byte[] lookup, byte[] wrap, IReadOnlyList<SigningKey> signing) =>
        (_lookup, _wrap, Signing) = (new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, lookup)), wrap, signing);

    /// <summary>All sign; the first is the current one.</summary>
    public IReadOnlyList<SigningKey> Signing { get; }

    /// <summary>Reads the keys; makes them only where <paramref name="mayCreate"/>: lost keys must not be replaced unnoticed.</summary>
    public static VaultKeys Open(string directory, string origin, bool mayCreate)
    {
        var (keys, log) = (Path.Combine(directory, "keys"), Path.Combine(directory, "log.key"));
        if (mayCreate && !File.Exists(keys))
        {
            var text =
                $"lookup {Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize))}\nwrap {Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize))}\n";
            DurableFile.Replace(keys, Encoding.ASCII.GetBytes(text), OwnerOnly);
        }
        if (mayCreate && !File.Exists(log))
            DurableFile.Replace(log, Encoding.UTF8.GetBytes(SigningKey.Create(origin).Export() + "\n"), OwnerOnly);
        foreach (var path in (string[])[keys, log])
            if (!File.Exists(path))
                throw new AuditDamagedException(path, "the key file is missing, though the log exists");
        var lines = File.ReadAllLines(keys);
        if (lines.Length != 2 || Key(lines[0], "lookup ") is not { } lookup || Key(lines[1], "wrap ") is not { } wrap)
            throw new AuditDamagedException(keys, "expected the lines lookup and wrap, 32 bytes base64 each");
        return new VaultKeys(lookup, wrap, SigningKeys(log, origin));
    }

    /// <summary>HMAC-SHA256 of the identity.</summary>
    public LookupHash Lookup(string identity)
    {
        Span<byte> text = stackalloc byte[identity.Length <= 128 ? identity.Length * 3 : 0];
        text = text.IsEmpty ? Encoding.UTF8.GetBytes(identity) : text[..Encoding.UTF8.GetBytes(identity, text)];
        Span<byte> hash = stackalloc byte[32];
        _lookup.Value!.AppendData(text);
        _lookup.Value.GetHashAndReset(hash);
        return new LookupHash(hash);
    }

    public byte[] Wrap(ReadOnlySpan<byte> key, long slot)
    {
        var wrapped = new byte[WrappedSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(_wrap, TagSize);
        cipher.Encrypt(
            wrapped.AsSpan(0, NonceSize),
            key,
            wrapped.AsSpan(NonceSize, KeySize),
            wrapped.AsSpan(NonceSize + KeySize),
            Bound(slot)
        );
        return wrapped;
    }

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, long slot)
    {
        var key = new byte[KeySize];
        using var cipher = new AesGcm(_wrap, TagSize);
        try
        {
            cipher.Decrypt(wrapped[..NonceSize], wrapped.Slice(NonceSize, KeySize), wrapped[(NonceSize + KeySize)..], key, Bound(slot));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new AuditDamagedException("vault.db", "a key was wrapped by other vault keys or altered");
        }
        return key;
    }

    // A wrapped key moved to another row must not open.
    private static byte[] Bound(long slot)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, slot);
        return bytes;
    }

    private static byte[]? Key(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && SignedNote.TryBase64(line[name.Length..], out var key) && key.Length == KeySize
            ? key
            : null;

    private static List<SigningKey> SigningKeys(string path, string origin)
    {
        var keys = new List<SigningKey>();
        foreach (var line in File.ReadAllLines(path).Where(line => line.Length > 0))
        {
            if (!SigningKey.TryParse(line, out var key))
                throw new AuditDamagedException(path, "not a signing key");
            if (key.Verifier.Name != origin)
                throw new AuditDamagedException(path, $"the key is named {key.Verifier.Name}, the log {origin}");
            keys.Add(key);
        }
        return keys.Count > 0 ? keys : throw new AuditDamagedException(path, "no signing key");
    }
}

/// <summary>An identity's HMAC as a dictionary key.</summary>
internal readonly record struct LookupHash(ulong A, ulong B, ulong C, ulong D)
{
    public LookupHash(ReadOnlySpan<byte> hash)
        : this(
            BinaryPrimitives.ReadUInt64LittleEndian(hash),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[24..])
        ) { }

    public byte[] ToArray()
    {
        var bytes = new byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, A);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), B);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), C);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), D);
        return bytes;
    }

    public override int GetHashCode() => A.GetHashCode();
}
