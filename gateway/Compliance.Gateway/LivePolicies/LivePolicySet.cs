using System.Collections.Immutable;
using Compliance.Policies.Loading;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.LivePolicies;

/// <summary>The set that is live now. Swapped whole: a request takes it once and keeps it to its end.</summary>
internal sealed class LivePolicySet
{
    private volatile PolicyState _state = PolicyState.Empty;

    public PolicyState State => _state;

    /// <summary>The last good set; before the first one, a set without rules, which denies all.</summary>
    public PolicySet Set => _state.Set;

    public void Publish(PolicyLoadResult loaded, DateTimeOffset at) =>
        _state = new PolicyState(loaded.Set!, loaded.Manifest, at, loaded.Diagnostics, Rejected: null);

    /// <summary>A bad load changes nothing but what is shown.</summary>
    public void Reject(PolicyLoadResult loaded) => _state = _state with { Rejected = loaded };
}

/// <param name="Diagnostics">Of the live set: warnings and notes.</param>
/// <param name="Rejected">The newest load, when it did not become live.</param>
internal sealed record PolicyState(
    PolicySet Set,
    PolicyManifest? Manifest,
    DateTimeOffset? LiveSince,
    ImmutableArray<Diagnostic> Diagnostics,
    PolicyLoadResult? Rejected
)
{
    public static PolicyState Empty { get; } = new(new PolicySet("none", [], []), null, null, [], null);

    public bool IsLoaded => Manifest is not null;
}
