using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Compliance.Audit.Notes;

/// <summary>A C2SP signed note: a text that ends in LF, a blank line, and signature lines.</summary>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    internal const byte Ed25519Type = 1;
    private const int MaximumBytes = 1 << 20;
    private const int MaximumSignatures = 100;
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Splits at the last blank line. False: not a signed note.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        if (
            bytes.Length > MaximumBytes
            || bytes.IndexOfAnyInRange((byte)0, (byte)9) >= 0
            || bytes.IndexOfAnyInRange((byte)11, (byte)31) >= 0
        )
            return false;
        string all;
        try
        {
            all = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n') || split + 2 == all.Length)
            return false;
        var signatures = new List<NoteSignature>();
        foreach (var line in all[(split + 2)..^1].Split('\n'))
        {
            if (signatures.Count == MaximumSignatures || !TryLine(line, out var signature))
                return false;
            if (!signatures.Exists(one => one.Name == signature.Name && one.KeyId == signature.KeyId))
                signatures.Add(signature);
        }
        note = new SignedNote(all[..(split + 1)], signatures);
        return true;
    }

    /// <summary>Signatures of unknown keys are passed over; a bad one of a known key refuses the whole note; none of a known key is <see cref="NoteVerdict.UnknownKey"/>.</summary>
    public NoteVerdict Verify(IReadOnlyCollection<VerifierKey> keys)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var verdict = NoteVerdict.UnknownKey;
        foreach (var signature in Signatures)
        {
            if (keys.FirstOrDefault(key => key.Name == signature.Name && key.Id == signature.KeyId) is not { } key)
                continue;
            if (!key.Verifies(text, signature.Bytes))
                return NoteVerdict.Bad;
            verdict = NoteVerdict.Good;
        }
        return verdict;
    }

    internal static bool IsName(string name) =>
        name.Length > 0
        && !name.Contains('+')
        && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFD');

    /// <summary>Canonical base64 only: one text for one value, no white space.</summary>
    internal static bool TryBase64(string text, out byte[] data)
    {
        data = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, data, out var length))
            return false;
        data = data[..length];
        return Convert.ToBase64String(data) == text;
    }

    private static bool TryLine(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        var parts = line.Split(' ');
        if (parts.Length != 3 || parts[0] != "—" || !IsName(parts[1]) || !TryBase64(parts[2], out var blob) || blob.Length < 5)
            return false;
        signature = new NoteSignature(parts[1], BinaryPrimitives.ReadUInt32BigEndian(blob), blob[4..]);
        return true;
    }
}

public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes);

public enum NoteVerdict
{
    /// <summary>No signature of a configured key: unverifiable, which is not tampered.</summary>
    UnknownKey,
    Bad,
    Good,
}
