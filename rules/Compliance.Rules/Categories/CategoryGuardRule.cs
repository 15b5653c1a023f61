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

/// <summary>Where a guard's words count.</summary>
public enum GuardReach
{
    Text,

    /// <summary>In what the sender put into a registered template, read without the template's own words.</summary>
    Value,

    /// <summary>As <see cref="Value"/>, where nothing of the clause follows: 年终特卖 is a sale, 年终特卖台历 a calendar.</summary>
    ValueEnd,

    /// <summary>As <see cref="Value"/>, where it is more than a number, an amount or a time.</summary>
    ValueClause,
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

    [Description(
        "词表在哪里找：text 整份文案；value 模板变量的值里；value-end 值里一句话的末尾，后面还有字的是别的东西的名字；value-clause 值里，但值不只是数字、金额、时间"
    )]
    public GuardReach In { get; init; }

    [Description("变量的值读作名字的地方，{} 是变量，不写 {} 就是写在变量前面：收件人自己订的东西、取件的地点，名字里有什么字都不算营销")]
    public ImmutableArray<string> Named { get; init; } = [];

    [Description("名字末尾可以是这些：本身就是商品或者地方的营销用语")]
    public ImmutableArray<string> Goods { get; init; } = [];

    [Description("写在变量前面，变量就是一个码：值里没有数字，或者有汉字的，即视为营销")]
    public ImmutableArray<string> Codes { get; init; } = [];

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
