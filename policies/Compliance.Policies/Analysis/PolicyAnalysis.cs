using System.Collections.Immutable;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;

namespace Compliance.Policies.Analysis;

/// <summary>What no single rule shows: rules against each other, against the law table and against the calendar. Warnings only.</summary>
internal static class PolicyAnalysis
{
    public static void Run(ImmutableArray<Pack> packs, DateOnly today, Diagnostics diagnostics)
    {
        var rules = packs.SelectMany(pack => pack.Rules).ToImmutableArray();
        LawAnalysis.Run(rules, [.. packs.SelectMany(pack => pack.Laws)], today, diagnostics);
        DateAnalysis.Run(packs, rules, today, diagnostics);
        ReachAnalysis.Run(rules, diagnostics);
        WordAnalysis.Run(rules, diagnostics);
        var current = rules.RemoveAll(written => written.Rule.Effective.To < today);
        HiddenRuleAnalysis.Run(current, diagnostics);
        QuietGapAnalysis.Run(current, diagnostics);
    }

    /// <summary>A warning about a key of a rule.</summary>
    public static void Warn(this Diagnostics diagnostics, WrittenRule rule, string key, string code, string what, string mend)
    {
        var at = rule.At(key);
        diagnostics.Warning(rule.File, at.Line, at.Column, code, what, mend);
    }
}
