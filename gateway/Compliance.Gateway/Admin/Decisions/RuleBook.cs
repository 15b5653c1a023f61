using System.Collections.Concurrent;
using System.Collections.Frozen;
using Compliance.Gateway.LivePolicies;
using Compliance.Policies.Archive;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>Rules as they stood when a decision was made: title, law and words come from that revision, not from today's.</summary>
internal sealed class RuleBook(LivePolicySet live, PolicyArchive archive, TimeProvider clock)
{
    private const int MostRevisions = 64;

    private static readonly FrozenDictionary<string, Rule> BuiltIn = new Rule[]
    {
        GatewayRule.Unresolvable,
        GatewayRule.NoLawfulBasis,
        GatewayRule.BelowMinimum,
        GatewayRule.Repeated,
        GatewayRule.Halted,
        GatewayRule.FactsUnavailable,
        GatewayRule.TemplateUnknown,
    }.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, FrozenDictionary<string, Rule>> _revisions = new(StringComparer.Ordinal);

    /// <returns>Null when that revision isn't kept here, or has no such rule.</returns>
    public Rule? Find(string revision, string id)
    {
        if (BuiltIn.TryGetValue(id, out var builtIn))
            return builtIn;
        if (_revisions.Count > MostRevisions)
            _revisions.Clear();
        return _revisions.GetOrAdd(revision, Load).GetValueOrDefault(id);
    }

    private FrozenDictionary<string, Rule> Load(string revision)
    {
        var set = live.Set.Revision == revision ? live.Set : archive.Load(revision, clock)?.Set;
        return (set?.Rules ?? []).ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
    }
}
