using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Compliance.Rules.PolicySets;

/// <summary>
/// What every rule carries. One sealed record a kind derives from it: that record is what is read from YAML
/// (property names in snake_case), exported as JSON Schema, and evaluated. A kind declares by what it derives from where it is judged:
/// <see cref="Categories.CategoryGuardRule"/> tells a text's category, <see cref="WholeMessageRule"/> judges the message as such,
/// <see cref="ContentRule"/> a variant's text, <see cref="Consent.ConsentRule"/> and <see cref="RecipientRule"/> a person, <see cref="Frequency.CapRule"/>
/// asks for a slot. There is no other way to be a rule, so that none can be written that nobody judges.
/// </summary>
public abstract record Rule
{
    private protected Rule() { }

    /// <summary>Unique over all packs; written <c>rule:</c> in YAML.</summary>
    [Description("规则编号，在所有规则包中唯一")]
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$")]
    public required string Id { get; init; }

    /// <summary>The pack's folder name; filled in by the loader.</summary>
    [FilledByLoader]
    public string Pack { get; init; } = "";

    [Description("一句话说明")]
    public required string Title { get; init; }

    /// <summary>At least one: a rule without a law does not load.</summary>
    [Description("法律依据，至少一条")]
    [MinLength(1)]
    public required ImmutableArray<LawBasis> Basis { get; init; }

    [Description("负责人或者部门")]
    public required string Owner { get; init; }

    [Description("下次复核日期")]
    public required DateOnly ReviewDue { get; init; }

    [Description("生效日期（北京时间）")]
    public required EffectiveDates Effective { get; init; }

    [Description("enforce 执行；shadow 只记录")]
    public RuleMode Mode { get; init; } = RuleMode.Enforce;

    [Description("适用范围；不写则适用于所有消息")]
    public Scope When { get; init; } = Scope.Everything;

    [Description("命中后做什么")]
    public required Outcome Then { get; init; }

    /// <summary>What a person is told, in Chinese.</summary>
    [Description("给人看的说明")]
    public required string Message { get; init; }

    [Description("查不到事实时：deny 拒绝；degrade 仅安全和交易消息可放行并注明")]
    public WhenUnavailable Unavailable { get; init; } = WhenUnavailable.Deny;

    /// <summary>What is wrong with the settings taken together; each value's own range stands in its attributes.</summary>
    public virtual IEnumerable<RuleProblem> Problems() => [];
}

public sealed record LawBasis
{
    [Description("法律、法规或者标准的名称")]
    public required string Law { get; init; }

    [Description("条款，例如 \"13\" 或者 \"9(3)\"")]
    public required string Article { get; init; }

    /// <summary>Version of the law's text, e.g. <c>2021-04-29</c>.</summary>
    [Description("文本版本，例如 2021-04-29")]
    public string? Version { get; init; }
}

/// <summary>Dates in Asia/Shanghai; <see cref="To"/> is the last day.</summary>
public sealed record EffectiveDates
{
    [Description("生效第一天")]
    public required DateOnly From { get; init; }

    [Description("生效最后一天；不写则一直有效")]
    public DateOnly? To { get; init; }
}

public enum RuleMode
{
    Enforce,
    Shadow,
}

public enum WhenUnavailable
{
    Deny,

    /// <summary>Security and transaction messages pass without this rule and the decision says so.</summary>
    Degrade,
}

public enum Outcome
{
    /// <summary>Remove the recipient.</summary>
    Remove,

    /// <summary>Deny the variant or the message.</summary>
    Deny,
    Evidence,
    Review,
    Mask,
    Append,
    DropField,
    Record,
}
