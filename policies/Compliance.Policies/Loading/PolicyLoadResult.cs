using System.Collections.Immutable;
using Compliance.Policies.Files;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Loading;

/// <summary>What became of a packs folder: a set, or the errors that kept it from being one.</summary>
public sealed record PolicyLoadResult
{
    /// <summary>Null when any diagnostic is an error.</summary>
    public PolicySet? Set { get; init; }

    /// <summary>Every diagnostic of every file, sorted by file, line and column.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    public required PolicyManifest Manifest { get; init; }

    /// <summary>The bytes that were read, in the manifest's order.</summary>
    public required ImmutableArray<PolicyFile> Files { get; init; }
}
