using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Rete.Second;

/// <summary>How bad it is what a rule found, and whether somebody holds a proof for it.</summary>
internal static class Weight
{
    private static readonly Dictionary<Outcome, Severity> Worst = new()
    {
        [Outcome.Remove] = Severity.Block,
        [Outcome.Deny] = Severity.Block,
        [Outcome.Evidence] = Severity.Evidence,
        [Outcome.Review] = Severity.Review,
        [Outcome.Mask] = Severity.Warn,
        [Outcome.Append] = Severity.Warn,
        [Outcome.DropField] = Severity.Warn,
        [Outcome.Record] = Severity.Warn,
    };

    public static Severity Of(Rule rule, Severity ceiling) => Worst[rule.Then] < ceiling ? Worst[rule.Then] : ceiling;

    public static bool IsChange(Rule rule) => rule.Then is Outcome.Mask or Outcome.Append or Outcome.DropField;

    public static bool IsProved(Matter matter, Rule rule, string term, ReadOnlySpan<char> text)
    {
        var said = text.ToString();
        return Live(matter) is { } evidence
            && evidence.Covers.Any(covered => covered == rule.Id || covered == term || (covered.Length > 0 && covered == said));
    }

    /// <summary>Why the evidence that was named, if any was, proves nothing here.</summary>
    public static string WhyUnproved(Matter matter)
    {
        if (matter.Message.EvidenceId is not { } named)
            return Reasons.Evidence;
        if (matter.Set.Evidence.All(record => record.Id != named))
            return Reasons.EvidenceUnknown;
        return Live(matter) is null ? Reasons.EvidenceNotInForce : Reasons.EvidenceElsewhere;
    }

    public static Remedy RemedyFor(string reason) =>
        reason switch
        {
            Reasons.Evidence or Reasons.EvidenceUnknown or Reasons.EvidenceNotInForce or Reasons.EvidenceElsewhere => Remedy.Evidence,
            Reasons.Review => Remedy.Review,
            Reasons.QuietHours => Remedy.RetryAt,
            _ => Remedy.None,
        };

    private static EvidenceRecord? Live(Matter matter) =>
        matter.Set.Evidence.FirstOrDefault(record =>
            record.Id == matter.Message.EvidenceId && record.From <= matter.Day && matter.Day <= record.To
        );
}
