using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Wording;

/// <summary>Terms that a text must not hold, found through width, script, spacing and spelling tricks.</summary>
[RuleKind("wording", Outcome.Deny, Outcome.Evidence, Outcome.Review, Outcome.Mask, Outcome.Record)]
[Description("用语：词表中的词")]
public sealed record WordingRule : ContentRule, IUseWordLists, IForbidAdvertising
{
    [Description("词表文件，相对于规则包的目录，例如 words/absolute.tsv")]
    [FilesOfPack(nameof(Lists))]
    [MinLength(1)]
    public required ImmutableArray<string> Words { get; init; }

    [FilledByLoader]
    public ImmutableArray<WordList> Lists { get; init; } = [];

    [Description("服务、交易、安全消息里命中时，那一份文案改按营销判断；如实的通知里也会有的话写 false")]
    public bool Lifts { get; init; } = true;

    internal override ContentJudge Compile() => WordJudge.Instance;
}
