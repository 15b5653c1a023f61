using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Frequency;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Once;

/// <summary>
/// One text at most once to one person, in a campaign and so many days: over spellings of their number, their phones, batches, channels and senders. A slot for
/// the text, reserved between draft and settlement like a cap's.
/// </summary>
[RuleKind("once", Outcome.Remove)]
[Description("不重复：同一活动的同样内容，若干天内只发给同一个人一次")]
public sealed record OnceRule : CapRule
{
    [Description("期限")]
    public required OnceSettings Once { get; init; }

    public override TimeSpan LookBack() => TimeSpan.FromDays(Once.Days);

    /// <summary>What tells the text, and the campaign, from all others.</summary>
    internal override string Key(in PersonCase person, SaidTexts said, int content) => said.Of(content);

    internal override CapWindowSlot Slot(string key, in PersonCase person) =>
        new(
            Id,
            Id,
            string.Create(CultureInfo.InvariantCulture, $"{Once.Days}d"),
            person.Message.At.AddDays(-Once.Days),
            1,
            Mode == RuleMode.Shadow,
            this,
            Said: key
        );
}

public sealed record OnceSettings
{
    [Description("多少天内只发一次")]
    [Range(1, 366)]
    public required int Days { get; init; }
}
