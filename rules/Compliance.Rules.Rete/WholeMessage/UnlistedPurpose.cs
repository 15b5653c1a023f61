using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;
using NRules.Fluent.Dsl;
using Rule = NRules.Fluent.Dsl.Rule;

namespace Compliance.Rules.Rete.WholeMessage;

/// <summary>Nobody can have consented to what is not written down.</summary>
internal sealed class UnlistedPurpose : Rule
{
    public override void Define()
    {
        MessageCase asked = null!;
        When().Match(() => asked, message => message.PursuesNothingListed);
        Then().Do(_ => asked.Refuse(new(GatewayRule.PurposeUnknown, Reasons.Purpose)));
    }
}
