using System.Collections.Immutable;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Rules.Frequency;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Analysis;

/// <summary>Rules that can't change a decision because another one is at least as strict wherever they apply.</summary>
internal static class HiddenRuleAnalysis
{
    public static void Run(ImmutableArray<WrittenRule> rules, Diagnostics diagnostics)
    {
        for (var i = 0; i < rules.Length; i++)
        for (var j = 0; j < rules.Length; j++)
            if (i != j && Hides(rules[i].Rule, rules[j].Rule) && (j > i || !Hides(rules[j].Rule, rules[i].Rule)))
                Report(rules[i], rules[j], diagnostics);
    }

    private static void Report(WrittenRule stricter, WrittenRule hidden, Diagnostics diagnostics)
    {
        var place = $"{stricter.File} 第 {stricter.At("rule").Line} 行";
        if (hidden.Rule is FrequencyCapRule cap)
            diagnostics.Warn(
                hidden,
                "cap.max",
                "cap-never-binds",
                $"有“{stricter.Rule.Id}”（{place}）在，这个上限 {cap.Cap.Max} 永远到不了。",
                "改小这个上限，或者删除其中一条。"
            );
        else
            diagnostics.Warn(
                hidden,
                "rule",
                "hidden-rule",
                $"“{stricter.Rule.Id}”（{place}）范围不小、要求不松，这条规则不会改变任何结果。",
                "删除其中一条，或者改范围。"
            );
    }

    private static bool Hides(Rule a, Rule b) =>
        a.GetType() == b.GetType()
        && a.Mode == RuleMode.Enforce
        && a.Effective.From <= b.Effective.From
        && (a.Effective.To is null || a.Effective.To >= b.Effective.To)
        && Strength(a.Then) >= Strength(b.Then)
        && Scopes.Covers(a.When, b.When)
        && Stricter.IsAtLeast(a, b);

    /// <summary>Refusals by severity; what changes the text compares only with itself.</summary>
    private static int Strength(Outcome outcome) =>
        outcome switch
        {
            Outcome.Remove or Outcome.Deny => 4,
            Outcome.Evidence => 3,
            Outcome.Review => 2,
            Outcome.Record => 0,
            _ => 1,
        };
}
