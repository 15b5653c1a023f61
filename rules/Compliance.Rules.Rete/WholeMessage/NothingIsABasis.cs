using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;
using NRules.Fluent.Dsl;
using Rule = NRules.Fluent.Dsl.Rule;

namespace Compliance.Rules.Rete.WholeMessage;

/// <summary>A set in which no rule can find a lawful basis is no policy, and refuses everything.</summary>
internal sealed class NothingIsABasis : Rule
{
    public override void Define()
    {
        MessageCase asked = null!;
        When().Match(() => asked, message => message.LacksConsentRule);
        Then().Do(_ => asked.Refuse(new(GatewayRule.NoLawfulBasis, Reasons.NoLawfulBasis)));
    }
}
