using System.Collections.Immutable;

namespace Compliance.Policies.Loading;

/// <summary>What a loaded set consists of.</summary>
public sealed record PolicyManifest
{
    /// <summary>SHA-256 (lower-case hex) over the lines <c>path sha256\n</c> of <see cref="Files"/>.</summary>
    public required string Revision { get; init; }

    public required ImmutableArray<PackSummary> Packs { get; init; }

    /// <summary>Every file that was read, sorted by path (ordinal).</summary>
    public required ImmutableArray<ManifestFile> Files { get; init; }

    /// <summary>Two people sign a publication; empty until the console's accounts can.</summary>
    public ImmutableArray<ManifestSignature> Signatures { get; init; } = [];
}

public sealed record PackSummary(string Name, string Title, string Owner, int Rules);

/// <param name="Path">Relative to the packs folder, with forward slashes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ManifestFile(string Path, string Sha256, long Length);

/// <param name="By">Account that signed.</param>
/// <param name="Signature">Over the revision's 32 bytes, base64.</param>
public sealed record ManifestSignature(string By, DateTimeOffset At, string KeyId, string Signature);
