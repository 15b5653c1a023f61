using System.ComponentModel;
using Compliance.Rules.Evaluation;
using Compliance.Rules.MustContain;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Disclosure;

/// <summary>Who sends, how to refuse, and that it is an advertisement (Advertising Law Art. 14, 43 and 44).</summary>
[RuleKind("disclosure", Outcome.Append, Outcome.Deny, Outcome.Review, Outcome.Record)]
[Description("披露：签名、拒收方式、广告标识")]
public sealed record DisclosureRule : ContentRule
{
    [Description("要披露什么")]
    public required DisclosureSettings Disclosure { get; init; }

    public override IEnumerable<RuleProblem> Problems()
    {
        if (!Disclosure.Signature && Disclosure.Refusal is null && Disclosure.Mark is null)
            yield return new("disclosure", "至少写 signature、refusal、mark 中的一项");
        foreach (var problem in RequiredText.Problems("disclosure.refusal", Disclosure.Refusal, Then))
            yield return problem;
        foreach (var problem in RequiredText.Problems("disclosure.mark", Disclosure.Mark, Then))
            yield return problem;
    }

    internal override ContentJudge Compile() => new DisclosureJudge(Disclosure);
}

public sealed record DisclosureSettings
{
    [Description("必须有签名：【品牌】在文首或者文末，或者单独的签名字段；缺少时拒绝，从不补写")]
    public bool Signature { get; init; }

    [Description("拒收方式，例如“拒收请回复R”")]
    public RequiredText? Refusal { get; init; }

    [Description("广告标识，例如邮件主题以“广告”或者“AD”开头")]
    public RequiredText? Mark { get; init; }
}
