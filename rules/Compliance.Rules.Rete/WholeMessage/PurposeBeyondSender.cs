using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;
using NRules.Fluent.Dsl;
using Rule = NRules.Fluent.Dsl.Rule;

namespace Compliance.Rules.Rete.WholeMessage;

/// <summary>What a variant turned out to be is nothing that its sender may pursue.</summary>
internal sealed class PurposeBeyondSender : Rule
{
    public override void Define()
    {
        LaneCase lane = null!;
        When().Match(() => lane, part => part.IsBeyondSender);
        Then().Do(_ => lane.Report(new RuleHit(GatewayRule.PurposeNotAllowed, Reasons.Purpose)));
    }
}
