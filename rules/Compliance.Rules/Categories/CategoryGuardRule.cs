using System.Collections.Immutable;
using System.ComponentModel;
using Compliance.Rules.Evaluation;
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

    internal override ContentJudge Compile() => new GuardJudge(Guard.Links);

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Guard.Words.IsEmpty && !Guard.Links)
            yield return new("guard", "至少写 words 或者 links: true");
    }
}

public sealed record GuardSettings
{
    [Description("识别后按哪个类别判断")]
    public Category Category { get; init; } = Category.Marketing;

    [Description("营销用语的词表文件，相对于规则包的目录")]
    [FilesOfPack(nameof(CategoryGuardRule.Lists))]
    public ImmutableArray<string> Words { get; init; } = [];

    [Description("带有链接即视为营销")]
    public bool Links { get; init; }
}
