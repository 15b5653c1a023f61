using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Abuse;

/// <summary>What a sender does rather than what it says: too fast, a credential seen before, a new text to too many.</summary>
[RuleKind("sender-abuse", Outcome.Deny)]
[Description("发送方滥用：过快、重放、新内容群发")]
public sealed record SenderAbuseRule : WholeMessageRule
{
    [Description("检查什么")]
    public required AbuseSettings Abuse { get; init; }

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Abuse.Check == AbuseCheck.Replay && Abuse.Max is not null)
            yield return new("abuse.max", "check 为 replay 时不写 max");
    }

    public override string? Objection(Message message, KnownFacts facts)
    {
        if (!facts.Sender.IsKnown(out var sender))
            return Reasons.Unavailable;
        var asked = message.Recipients.Length;
        return Abuse.Check switch
        {
            AbuseCheck.Replay => sender.Replayed ? Reasons.Replay : null,
            AbuseCheck.Velocity => sender.LastMinute + (long)asked > Limit(sender.MaxPerMinute) ? Reasons.Velocity : null,
            // A registered template has been seen by people here; only what is new can blast, and what the provider told is.
            AbuseCheck.Blast => facts.Template is not { State: FactState.Known, Value.Fetched: false }
            && sender.Reached + (long)asked > Limit(sender.BlastRadius)
                ? Reasons.Blast
                : null,
            _ => throw new UnreachableException(),
        };
    }

    public override DateTimeOffset? Until(string objection, Message message, KnownFacts facts) =>
        objection == Reasons.Velocity && facts.Sender.IsKnown(out var sender) && message.Recipients.Length <= Limit(sender.MaxPerMinute)
            ? message.At.AddMinutes(1)
            : null;

    private int Limit(int own) => Math.Min(own == 0 ? int.MaxValue : own, Abuse.Max ?? int.MaxValue);
}

public sealed record AbuseSettings
{
    [Description("velocity（每分钟人数）、replay（签名或者随机数重放）、blast（新内容 24 小时内触达的人数，分批、改数字都一并计算）")]
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
