using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Review;

/// <summary>What must be seen by people first. Evidence that covers this rule's id (the record of the review) lifts it.</summary>
[RuleKind("review-required", Outcome.Review)]
[Description("人工审核：符合范围的消息先审后发")]
public sealed record ReviewRequiredRule : ContentRule
{
    [Description("何时要审核")]
    public ReviewSettings Review { get; init; } = new();

    internal override ContentJudge Compile() => new ReviewJudge(Review);
}

public sealed record ReviewSettings
{
    [Description("收件人超过多少才要审核；0 为总是")]
    [Range(0, 10_000_000)]
    public int Over { get; init; }

    [Description(
        "人数怎么算：day 为同一发送方用同一模板（没有模板的，同一文案）24 小时内合计，分批发送、改数字都一并计算；push 为单次请求"
    )]
    public ReviewCount Per { get; init; }
}

public enum ReviewCount
{
    Day,
    Push,
}
