using System.Collections.Immutable;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Rules.Consent;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Analysis;

/// <summary>Reviews that are due, rules and evidence that have ended, and what still leans on them.</summary>
internal static class DateAnalysis
{
    public static void Run(ImmutableArray<Pack> packs, ImmutableArray<WrittenRule> rules, DateOnly today, Diagnostics diagnostics)
    {
        var evidence = packs.SelectMany(pack => pack.Evidence).Select(evidence => evidence.Record).ToArray();
        foreach (var written in rules)
        {
            var rule = written.Rule;
            if (rule.ReviewDue < today)
                diagnostics.Warn(
                    written,
                    "review_due",
                    "review-overdue",
                    $"应在 {rule.ReviewDue:yyyy-MM-dd} 复核，已经过期。",
                    "复核法律依据和数值，然后改成下次复核的日期。"
                );
            if (rule.Effective.To < today)
                Ended(written, rules, evidence, today, diagnostics);
        }
        foreach (var pack in packs)
        foreach (var (record, node) in pack.Evidence)
            if (record.To < today)
                diagnostics.Warning(
                    $"{pack.Name}/{PackFiles.Evidence}",
                    node.Line,
                    node.Column,
                    "evidence-expired",
                    $"证据“{record.Id}”已于 {record.To:yyyy-MM-dd} 到期。",
                    "补充新的证据，或者删除这一项。"
                );
    }

    private static void Ended(
        WrittenRule written,
        ImmutableArray<WrittenRule> rules,
        EvidenceRecord[] evidence,
        DateOnly today,
        Diagnostics diagnostics
    )
    {
        var rule = written.Rule;
        if (evidence.FirstOrDefault(record => record.Covers.Contains(rule.Id)) is { } covering)
            diagnostics.Warn(
                written,
                "effective.to",
                "expired-relied-on",
                $"规则已于 {rule.Effective.To:yyyy-MM-dd} 失效，证据“{covering.Id}”仍然引用它。",
                "续期规则，或者删除这项证据。"
            );
        else if (
            rule is ConsentRule
            && !rules.Any(other =>
                other.Rule is ConsentRule
                && other.Rule.Mode == RuleMode.Enforce
                && !(other.Rule.Effective.To < today)
                && Scopes.Covers(other.Rule.When, rule.When)
            )
        )
            diagnostics.Warn(
                written,
                "effective.to",
                "expired-relied-on",
                $"规则已于 {rule.Effective.To:yyyy-MM-dd} 失效，没有别的规则为这类消息找合法性基础：这类消息会全部被拒绝。",
                "续期规则，或者加一条新的 consent 规则。"
            );
        else
            diagnostics.Warn(
                written,
                "effective.to",
                "expired-rule",
                $"规则已于 {rule.Effective.To:yyyy-MM-dd} 失效，不再起作用。",
                "续期，或者删除（历史版本另有存档）。"
            );
    }
}
