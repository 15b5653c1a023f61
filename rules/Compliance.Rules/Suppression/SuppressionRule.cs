using System.ComponentModel;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Suppression;

/// <summary>Removes persons on the suppression list, whatever they once agreed to.</summary>
[RuleKind("suppression", Outcome.Remove)]
[Description("禁发名单：名单上的人一律不发")]
public sealed record SuppressionRule : Rule;
