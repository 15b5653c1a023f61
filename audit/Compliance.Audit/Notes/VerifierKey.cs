using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Compliance.Audit.Notes;

/// <summary>A C2SP signed-note verifier key for Ed25519: <c>&lt;name&gt;+&lt;8 hex key id&gt;+base64(0x01 ‖ public key)</c>. Only configured keys may be used to verify.</summary>
public sealed class VerifierKey
{
    private readonly byte[] _public;

    internal VerifierKey(string name, byte[] publicKey)
    {
        (Name, _public) = (name, publicKey);
        Id = KeyId(name, publicKey);
    }

    public string Name { get; }

    public uint Id { get; }

    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Ed25519.SignatureSize)
            return false;
        var message = text.ToArray();
        return Ed25519.Verify(signature.ToArray(), 0, _public, 0, message, 0, message.Length);
    }

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([SignedNote.Ed25519Type, .. _public])}";

    public static bool TryParse(string text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !SignedNote.IsName(parts[0]) || !SignedNote.TryBase64(parts[2], out var data))
            return false;
        if (data.Length != 1 + Ed25519.PublicKeySize || data[0] != SignedNote.Ed25519Type)
            return false;
        var parsed = new VerifierKey(parts[0], data[1..]);
        if (parts[1] != parsed.Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture))
            return false;
        key = parsed;
        return true;
    }

    private static uint KeyId(string name, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(
            SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', SignedNote.Ed25519Type, .. publicKey])
        );
}
