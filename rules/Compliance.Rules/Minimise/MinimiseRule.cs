using System.Collections.Immutable;
using System.ComponentModel;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Minimise;

/// <summary>Template variables that the purpose needs; any other is dropped or refused (PIPL Art. 6).</summary>
[RuleKind("minimise", Outcome.DropField, Outcome.Deny, Outcome.Record)]
[Description("最小必要：这一目的只许带哪些模板变量")]
public sealed record MinimiseRule : ContentRule
{
    [Description("允许的变量")]
    public required MinimiseSettings Minimise { get; init; }

    internal override ContentJudge Compile() => new MinimiseJudge(Minimise.Allowed);
}

public sealed record MinimiseSettings
{
    [Description("模板变量名；不在其中的变量一律去掉或者拒绝")]
    public required ImmutableArray<string> Allowed { get; init; }
}
