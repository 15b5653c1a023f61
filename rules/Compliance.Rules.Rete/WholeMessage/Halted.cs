using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;
using NRules.Fluent.Dsl;
using Rule = NRules.Fluent.Dsl.Rule;

namespace Compliance.Rules.Rete.WholeMessage;

/// <summary>Somebody pulled the emergency brake.</summary>
internal sealed class Halted : Rule
{
    public override void Define()
    {
        MessageCase asked = null!;
        When().Match(() => asked, message => message.IsHalted);
        Then().Do(_ => asked.Refuse(new(GatewayRule.Halted, Reasons.Halted)));
    }
}
