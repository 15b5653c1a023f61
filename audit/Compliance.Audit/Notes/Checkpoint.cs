using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Compliance.Audit.Merkle;

namespace Compliance.Audit.Notes;

/// <summary>A C2SP tlog-checkpoint: origin, tree size and root hash, one line each, then optional extension lines.</summary>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(Root)}\n";

    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || lines.SkipLast(1).Any(line => line.Length == 0))
            return false;
        if (
            !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1]
        )
            return false;
        if (!SignedNote.TryBase64(lines[2], out var root) || root.Length != Rfc6962.HashSize)
            return false;
        checkpoint = new Checkpoint(lines[0], size, root);
        return true;
    }
}

/// <summary>A checkpoint with the note's exact bytes and when it was signed.</summary>
public sealed record SignedCheckpoint(Checkpoint Tree, byte[] Note, DateTimeOffset At);
