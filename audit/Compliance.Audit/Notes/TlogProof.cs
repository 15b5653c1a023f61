using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Compliance.Audit.Merkle;

namespace Compliance.Audit.Notes;

/// <summary>C2SP tlog-proof: an entry's index, its inclusion path and the checkpoint, all that an offline verifier needs beside the entry and the log's key.</summary>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Path, byte[] Checkpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const int MaximumPath = 63;

    public byte[] Format()
    {
        var text = new StringBuilder($"{Header}\nindex {Index.ToString(CultureInfo.InvariantCulture)}\n");
        foreach (var hash in Path)
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        return [.. Encoding.ASCII.GetBytes(text.Append('\n').ToString()), .. Checkpoint];
    }

    /// <summary>Reads the form, judges nothing. An optional <c>extra</c> line is allowed and passed over.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TlogProof? proof)
    {
        proof = null;
        var split = bytes.IndexOf("\n\n"u8);
        if (split < 0 || bytes[..split].ContainsAnyExceptInRange((byte)'\n', (byte)'~'))
            return false;
        var lines = Encoding.ASCII.GetString(bytes[..split]).Split('\n').ToList();
        if (lines[0] != Header)
            return false;
        if (lines.Count > 1 && lines[1].StartsWith("extra ", StringComparison.Ordinal))
        {
            if (!SignedNote.TryBase64(lines[1]["extra ".Length..], out _))
                return false;
            lines.RemoveAt(1);
        }
        if (lines.Count < 2 || lines.Count > 2 + MaximumPath || !lines[1].StartsWith("index ", StringComparison.Ordinal))
            return false;
        var number = lines[1]["index ".Length..];
        if (
            !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index.ToString(CultureInfo.InvariantCulture) != number
        )
            return false;
        var path = new List<byte[]>();
        foreach (var line in lines.Skip(2))
        {
            if (!SignedNote.TryBase64(line, out var hash) || hash.Length != Rfc6962.HashSize)
                return false;
            path.Add(hash);
        }
        proof = new TlogProof(index, path, bytes[(split + 2)..].ToArray());
        return true;
    }

    /// <summary>Whether the entry stands in the log that one of these keys signs.</summary>
    public bool Proves(ReadOnlySpan<byte> entry, IReadOnlyCollection<VerifierKey> keys) =>
        SignedNote.TryParse(Checkpoint, out var note)
        && note.Verify(keys) == NoteVerdict.Good
        && Notes.Checkpoint.TryParse(note.Text, out var tree)
        && keys.Any(key => key.Name == tree.Origin)
        && ProofCheck.Inclusion(Index, tree.Size, Rfc6962.Leaf(entry), Path, tree.Root);
}
