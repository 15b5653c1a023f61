using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Claims;

/// <summary>A claim that must be proved: prices, lotteries, rankings. Live evidence that covers it lifts the rule.</summary>
[RuleKind("claims", Outcome.Evidence, Outcome.Deny, Outcome.Review, Outcome.Record)]
[Description("主张：价格、抽奖、排名，要有证据编号")]
public sealed record ClaimsRule : ContentRule, IUseWordLists, IForbidAdvertising
{
    [Description("主张")]
    public required ClaimSettings Claims { get; init; }

    [FilledByLoader]
    public ImmutableArray<WordList> Lists { get; init; } = [];

    [Description("服务、交易、安全消息里命中时，那一份文案改按营销判断；如实的通知里也会有的话写 false")]
    public bool Lifts { get; init; } = true;

    internal override ContentJudge Compile() => new ClaimsJudge(Claims);

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Claims.Words.IsEmpty && Claims.Patterns.IsEmpty)
            yield return new("claims", "至少写 words 或者 patterns");
        for (var i = 0; i < Claims.Patterns.Length; i++)
            foreach (var problem in ClaimPattern.Problems($"claims.patterns[{i}]", Claims.Patterns[i], Claims.Over is not null))
                yield return problem;
        if (Claims.Over is not null && Claims.Patterns.IsEmpty)
            yield return new("claims.over", "over 要有带 (?<amount>…) 的 patterns");
    }
}

public sealed record ClaimSettings
{
    [Description("哪一类主张")]
    public required ClaimKind Claim { get; init; }

    [Description("词表文件，相对于规则包的目录")]
    [FilesOfPack(nameof(ClaimsRule.Lists))]
    public ImmutableArray<string> Words { get; init; } = [];

    [Description("正则表达式（不回溯引擎：不支持反向引用和环视）")]
    public ImmutableArray<string> Patterns { get; init; } = [];

    [Description("只有金额 (?<amount>…)（元，可带 (?<unit>百|千|万|亿)）超过它才算，例如最高奖 50000 元")]
    [Range(0, int.MaxValue)]
    public int? Over { get; init; }
}

public enum ClaimKind
{
    Price,
    Lottery,
    Ranking,
}
