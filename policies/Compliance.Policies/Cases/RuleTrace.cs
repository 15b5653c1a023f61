using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Policies.Cases;

/// <summary>Which rules left a trace in a decision, and the decision itself as a text that two decisions can be compared by.</summary>
public static class RuleTrace
{
    /// <summary>Ids of all rules that refused, changed, found or recorded something; the lawful basis is none of these.</summary>
    public static ImmutableSortedSet<string> Of(CaseDecision decision)
    {
        var rules = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        rules.UnionWith(decision.Denied.Concat(decision.Shadow).Select(hit => hit.Rule));
        rules.UnionWith(decision.Recipients.SelectMany(recipient => recipient.Rules.Concat(recipient.Shadow)).Select(hit => hit.Rule));
        foreach (var content in decision.Contents)
        {
            rules.UnionWith(content.Rules.Select(hit => hit.Rule));
            rules.UnionWith(content.Findings.Select(finding => finding.Rule));
            rules.UnionWith(content.Obligations.Select(obligation => obligation.Rule));
        }
        return rules.ToImmutable();
    }

    /// <summary>Everything that replay compares: not the revision, not the derived texts.</summary>
    public static string Fingerprint(CaseDecision decision) => System.Text.Encoding.UTF8.GetString(CaseWriter.ToJson(decision));

    /// <summary>Whether nobody is refused.</summary>
    public static bool IsPermit(CaseDecision decision) => decision.Effect == DecisionEffect.Permit;
}
