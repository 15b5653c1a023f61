using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;
using NRules.Fluent.Dsl;
using Rule = NRules.Fluent.Dsl.Rule;

namespace Compliance.Rules.Rete.WholeMessage;

/// <summary>Halts or the template could not be asked for.</summary>
internal sealed class MissingFacts : Rule
{
    public override void Define()
    {
        MessageCase asked = null!;
        When().Match(() => asked, message => message.LacksFacts);
        Then().Do(_ => asked.Refuse(new(GatewayRule.FactsUnavailable, Reasons.Unavailable)));
    }
}
