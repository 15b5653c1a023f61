using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.TestKit.Naive;

/// <summary>What the network does, as loops: what it is compared with, in what it says and in what it costs.</summary>
public sealed class LoopJudge : IWholeMessageJudge
{
    void IWholeMessageJudge.Judge(MessageCase asked)
    {
        if (asked.LacksConsentRule)
            asked.Refuse(new(GatewayRule.NoLawfulBasis, Reasons.NoLawfulBasis));
        if (asked.PursuesNothingListed)
            asked.Refuse(new(GatewayRule.PurposeUnknown, Reasons.Purpose));
        if (asked.IsHalted)
            asked.Refuse(new(GatewayRule.Halted, Reasons.Halted));
        if (asked.LacksFacts)
            asked.Refuse(new(GatewayRule.FactsUnavailable, Reasons.Unavailable));
        foreach (var lane in asked.Lanes)
        {
            if (lane.IsBeyondSender)
                lane.Report(new RuleHit(GatewayRule.PurposeNotAllowed, Reasons.Purpose));
            foreach (var rule in asked.Rules)
                if (lane.Offends(rule))
                    lane.Report(rule);
        }
    }
}
