using System.Collections.Immutable;
using System.ComponentModel;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.MustContain;

/// <summary>A notice that the law demands, e.g. that a health food replaces no medicine.</summary>
[RuleKind("must-contain", Outcome.Append, Outcome.Deny, Outcome.Review, Outcome.Record)]
[Description("必须声明：缺少法定的声明文字")]
public sealed record MustContainRule : ContentRule
{
    [Description("声明")]
    public required MustContainSettings MustContain { get; init; }

    public override IEnumerable<RuleProblem> Problems() => RequiredText.Problems("must_contain.text", MustContain.Text, Then);

    internal override ContentJudge Compile() => new MustContainJudge(MustContain);
}

public sealed record MustContainSettings
{
    [Description("必须有的文字")]
    public required RequiredText Text { get; init; }

    [Description("仅当正文出现其中任何一个词时才要求；不写则总是要求")]
    public ImmutableArray<string> IfAny { get; init; } = [];

    [Description("消息写明了行业、而且是其中之一时，不看 if_any，总是要求")]
    public ImmutableArray<string> AlwaysInIndustry { get; init; } = [];
}
