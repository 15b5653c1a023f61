using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Masking;

/// <summary>Personal data in a text: hidden before the text leaves, or the text is refused.</summary>
[RuleKind("mask", Outcome.Mask, Outcome.Deny, Outcome.Review, Outcome.Record)]
[Description("个人信息：正文和模板变量中的号码、姓名、地址、账号")]
public sealed record MaskRule : ContentRule
{
    [Description("遮盖哪些")]
    public required MaskSettings Mask { get; init; }

    internal override ContentJudge Compile() => new MaskJudge(Mask);

    public override IEnumerable<RuleProblem> Problems()
    {
        for (var i = 0; i < Mask.Allow.Length; i++)
        {
            var (allow, at) = (Mask.Allow[i], $"mask.allow[{i}]");
            if (allow is { Template: null, Variables.IsEmpty: true })
                yield return new(at, "没有写是哪个模板、哪些变量，等于什么都放行；写 template 或者 variables，也可以两个都写");
            foreach (var kind in allow.Kinds)
                if (!Mask.Kinds.Contains(kind))
                    yield return new($"{at}.kinds", $"这条规则本来就不管 {PersonalDataKinds.NameOf(kind)}；写 mask.kinds 里有的种类");
            foreach (var variable in allow.Variables)
                if (variable.AsSpan().IndexOfAny("{}$ ") >= 0)
                    yield return new($"{at}.variables", $"变量名“{variable}”不要带括号；{{1}} 写成 \"1\"，${{name}} 写成 name");
            for (var other = 0; other < i; other++)
                if (IsWithin(allow, Mask.Allow[other]))
                    yield return new(at, $"前面第 {other + 1} 项已经放行；删去其中一项");
        }
    }

    private static bool IsWithin(MaskAllowance one, MaskAllowance other) =>
        (other.Template is null || other.Template == one.Template)
        && (other.Variables.IsEmpty || !one.Variables.IsEmpty && one.Variables.All(other.Variables.Contains))
        && (other.Kinds.IsEmpty || !one.Kinds.IsEmpty && one.Kinds.All(other.Kinds.Contains));
}

public sealed record MaskSettings
{
    [Description("个人信息的种类")]
    [MinLength(1)]
    public required ImmutableArray<PersonalDataKind> Kinds { get; init; }

    [Description("哪些不遮盖：收信人必须看得见的，按模板和变量写")]
    public ImmutableArray<MaskAllowance> Allow { get; init; } = [];
}
