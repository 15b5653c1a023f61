using System.Collections.Immutable;
using System.ComponentModel;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Links;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Categories;

/// <summary>Marketing dressed as service: a match makes the stricter category effective before anything else is judged.</summary>
[RuleKind("category-guard", Outcome.Record, Outcome.Review, Outcome.Deny)]
[Description("类别核对：带营销内容的服务消息按营销处理")]
public sealed record CategoryGuardRule : ContentRule, IUseWordLists
{
    [Description("识别营销内容")]
    public required GuardSettings Guard { get; init; }

    [FilledByLoader]
    public ImmutableArray<WordList> Lists { get; init; } = [];

    internal override ContentJudge Compile() => new GuardJudge(Guard);

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Guard is { Words.IsEmpty: true, Lone.IsEmpty: true, Links: false, Variables: false, Signature: false, Filler.IsEmpty: true })
            yield return new("guard", "至少写 words、lone、links、variables、signature、filler 中的一项");
        foreach (var problem in LinkSettings.Problems("guard.allowed", Guard.Allowed))
            yield return problem;
    }
}

public sealed record GuardSettings
{
    [Description("识别后按哪个类别判断")]
    public Category Category { get; init; } = Category.Marketing;

    [Description("营销用语的词表文件，相对于规则包的目录")]
    [FilesOfPack(nameof(CategoryGuardRule.Lists))]
    public ImmutableArray<string> Words { get; init; } = [];

    [Description("变量的值整个就是其中一个词，即视为营销，不管模板的固定文字说什么")]
    public ImmutableArray<string> Lone { get; init; } = [];

    [Description("写在变量前面，变量就是收件人自己订的东西的名字：名字叫什么都不算营销")]
    public ImmutableArray<string> Named { get; init; } = [];

    [Description("带有没有允许的链接，即视为营销；允许的是 allowed 和管这类消息的 links 规则里的域名")]
    public bool Links { get; init; }

    [Description("服务、交易、安全消息里可以用的域名，含其下级域名；模板变量里的链接也只能用它们")]
    public ImmutableArray<string> Allowed { get; init; } = [];

    [Description("模板变量的值不是登记的类型（没有登记类型的，超过 35 个字符，或者带有没有允许的链接），即视为营销")]
    public bool Variables { get; init; }

    [Description("签名不是任何登记模板的签名，即视为营销")]
    public bool Signature { get; init; }

    [Description("登记模板时用：称呼、祝愿这类不算内容的话；去掉以后固定文字不足三个字、又有不限内容的变量的模板，即视为营销")]
    public ImmutableArray<string> Filler { get; init; } = [];
}
