using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Wording;

/// <summary>Terms that a text must not hold, found through width, script, spacing and spelling tricks.</summary>
[RuleKind("wording", Outcome.Deny, Outcome.Evidence, Outcome.Review, Outcome.Mask, Outcome.Record)]
[Description("用语：词表中的词")]
public sealed record WordingRule : ContentRule, IUseWordLists
{
    [Description("词表文件，相对于规则包的目录，例如 words/absolute.tsv")]
    [FilesOfPack(nameof(Lists))]
    [MinLength(1)]
    public required ImmutableArray<string> Words { get; init; }

    [FilledByLoader]
    public ImmutableArray<WordList> Lists { get; init; } = [];

    internal override ContentJudge Compile() => WordJudge.Instance;
}
