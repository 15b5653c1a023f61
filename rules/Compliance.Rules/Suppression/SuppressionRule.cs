using System.ComponentModel;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Suppression;

/// <summary>Removes persons on the suppression list, whatever they once agreed to.</summary>
[RuleKind("suppression", Outcome.Remove)]
[Description("禁发名单：名单上的人一律不发")]
public sealed record SuppressionRule : RecipientRule
{
    internal override string? Objection(in PersonCase person) =>
        person.Facts.Suppression.State switch
        {
            FactState.Nothing => null,
            FactState.Known => Reasons.Suppressed,
            _ => Reasons.Unavailable,
        };
}
