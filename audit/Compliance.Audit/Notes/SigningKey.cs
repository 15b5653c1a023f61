using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Compliance.Audit.Notes;

/// <summary>A signed-note signing key for Ed25519 in Go's form: <c>PRIVATE+KEY+&lt;name&gt;+&lt;8 hex key id&gt;+base64(0x01 ‖ seed)</c>.</summary>
public sealed class SigningKey
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] _seed;
    private readonly byte[] _public = new byte[Ed25519.PublicKeySize];

    private SigningKey(string name, byte[] seed)
    {
        _seed = seed;
        Ed25519.GeneratePublicKey(seed, 0, _public, 0);
        Verifier = new VerifierKey(name, _public);
    }

    public VerifierKey Verifier { get; }

    public static SigningKey Create(string name) =>
        SignedNote.IsName(name)
            ? new(name, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize))
            : throw new ArgumentException($"'{name}' can't name a key: no white space, '+' or control characters");

    /// <summary>The signature line over a note's text, which ends in LF.</summary>
    public string Sign(string text)
    {
        var message = Encoding.UTF8.GetBytes(text);
        var blob = new byte[4 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt32BigEndian(blob, Verifier.Id);
        Ed25519.Sign(_seed, 0, _public, 0, null, message, 0, message.Length, blob, 4);
        return $"— {Verifier.Name} {Convert.ToBase64String(blob)}\n";
    }

    /// <summary>The private key in clear: for its file alone.</summary>
    public string Export() => $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([SignedNote.Ed25519Type, .. _seed])}";

    public static bool TryParse(string text, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var parts = text[Prefix.Length..].Split('+', 3);
        if (parts.Length != 3 || !SignedNote.IsName(parts[0]) || !SignedNote.TryBase64(parts[2], out var data))
            return false;
        if (data.Length != 1 + Ed25519.SecretKeySize || data[0] != SignedNote.Ed25519Type)
            return false;
        var parsed = new SigningKey(parts[0], data[1..]);
        if (parts[1] != parsed.Verifier.Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture))
            return false;
        key = parsed;
        return true;
    }
}
