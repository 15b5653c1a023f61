using System.Collections.Immutable;
using Compliance.Policies.Files;
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

    /// <summary>At a start whose files don't load: the set that was live before, with what is wrong with the new one.</summary>
    public void GoOn(PolicyLoadResult last, DateTimeOffset since) =>
        _state = _state with { Set = last.Set!, Manifest = last.Manifest, LiveSince = since, Diagnostics = last.Diagnostics };

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

    /// <summary>The first thing that is wrong with the newest load; null when it is live.</summary>
    public Diagnostic? Fault => Rejected?.Diagnostics.First(found => found.Severity == DiagnosticSeverity.Error);

    public static string Told(TimeSpan age) =>
        age.TotalDays >= 1 ? $"{age.TotalDays:0.#} days old"
        : age.TotalHours >= 1 ? $"{age.TotalHours:0.#} hours old"
        : $"{Math.Max(0, age.TotalMinutes):0} minutes old";
}
