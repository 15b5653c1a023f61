using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Abuse;

/// <summary>What a sender does rather than what it says: too fast, a credential seen before, a new text to too many.</summary>
[RuleKind("sender-abuse", Outcome.Deny)]
[Description("发送方滥用：过快、重放、新内容群发")]
public sealed record SenderAbuseRule : Rule
{
    [Description("检查什么")]
    public required AbuseSettings Abuse { get; init; }

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Abuse.Check == AbuseCheck.Replay && Abuse.Max is not null)
            yield return new("abuse.max", "check 为 replay 时不写 max");
    }
}

public sealed record AbuseSettings
{
    [Description("velocity（每分钟人数）、replay（签名或者随机数重放）、blast（新内容首次触达人数）")]
    public required AbuseCheck Check { get; init; }

    [Description("上限；不写则用发送方自己的设置，两者都有时取小的")]
    [Range(1, 10_000_000)]
    public int? Max { get; init; }
}

public enum AbuseCheck
{
    Velocity,
    Replay,
    Blast,
}
