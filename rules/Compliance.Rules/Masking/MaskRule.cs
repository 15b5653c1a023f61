using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Masking;

/// <summary>Personal data in a text: hidden before the text leaves, or the text is refused.</summary>
[RuleKind("mask", Outcome.Mask, Outcome.Deny, Outcome.Review, Outcome.Record)]
[Description("个人信息：正文和模板变量中的号码、地址")]
public sealed record MaskRule : ContentRule
{
    [Description("遮盖哪些")]
    public required MaskSettings Mask { get; init; }

    internal override ContentJudge Compile() => new MaskJudge(Mask.Kinds);
}

public sealed record MaskSettings
{
    [Description("个人信息的种类")]
    [MinLength(1)]
    public required ImmutableArray<PersonalDataKind> Kinds { get; init; }
}
