using System.Collections.Immutable;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Decisions;

public enum Effect
{
    Deny,
    Permit,
}

public enum DecisionEffect
{
    Deny,
    Partial,
    Permit,
}

/// <summary>What the caller could do to have a denied marketing message pass.</summary>
public enum Remedy
{
    None,
    Evidence,
    Review,
    RetryAt,
}

/// <summary>What was decided and why. Everything defaults to the safe answer.</summary>
public sealed record Decision
{
    public DecisionEffect Effect { get; init; } = DecisionEffect.Deny;

    public required CategoryDecision Category { get; init; }

    /// <summary>Under which it was judged: marketing's for what turned out to be marketing, whatever its sender named.</summary>
    public required string Purpose { get; init; }

    /// <summary>In the message's order, one a recipient.</summary>
    public required ImmutableArray<RecipientDecision> Recipients { get; init; }

    /// <summary>In the message's order, one a variant.</summary>
    public required ImmutableArray<ContentDecision> Contents { get; init; }

    /// <summary>Rules that refused the whole message.</summary>
    public ImmutableArray<RuleHit> Denied { get; init; } = [];

    /// <summary>Reserved slots that the decision does not use: given back at once.</summary>
    public ImmutableArray<Demand> Release { get; init; } = [];

    /// <summary>Slots that the decision holds until the vendor's answer is known.</summary>
    public ImmutableArray<Demand> Held { get; init; } = [];

    public ImmutableArray<ShadowHit> Shadow { get; init; } = [];

    /// <summary>Rules that were passed over because their facts were unavailable and they allow it.</summary>
    public ImmutableArray<string> Degraded { get; init; } = [];

    /// <summary>Rules that broke, for the log of whoever runs the gateway; what that did to the message stands under <see cref="Reasons.Error"/>.</summary>
    public ImmutableArray<RuleFault> Faults { get; init; } = [];

    public Remedy Remedy { get; init; }

    /// <summary>The next time at which the same message would be allowed, when <see cref="Remedy"/> is RetryAt.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    public required string Revision { get; init; }
}

/// <summary>The category of a message, which is the strictest of its variants', or of one variant.</summary>
/// <param name="By">What made it effective: <c>declared</c>, <c>template</c>, <c>channel</c>, <c>purpose</c>, <c>unknown</c>, or the id of the rule that lifted it.</param>
public sealed record CategoryDecision(Category? Declared, Category Effective, string By);

public sealed record RecipientDecision
{
    public Effect Effect { get; init; }

    /// <summary>Every rule that removed this recipient, ordered by pack, then id; empty when permitted. Rules that refused all stand in <see cref="Decision.Denied"/> only.</summary>
    public ImmutableArray<RuleHit> Determining { get; init; } = [];

    /// <summary>Removed for nothing but that the person gets the text by another row: nobody went without it.</summary>
    public bool IsRepeated => Determining is [{ Reason: Reasons.Repeated }];

    /// <summary>The rule that found the lawful basis, when permitted and a person.</summary>
    public RuleHit? LawfulBasis { get; init; }
}

public sealed record ContentDecision
{
    /// <summary>Under which the variant was judged; null where that is the message's own.</summary>
    public CategoryDecision? Category { get; init; }

    public ImmutableArray<Finding> Findings { get; init; } = [];

    public ImmutableArray<Obligation> Obligations { get; init; } = [];

    /// <summary>Fields whose text changes, as they must leave.</summary>
    public ImmutableArray<FieldRewrite> Rewrites { get; init; } = [];

    /// <summary>Rules that deny this variant, and so its recipients.</summary>
    public ImmutableArray<RuleHit> Determining { get; init; } = [];
}

/// <summary>Null <paramref name="Text"/> drops the field.</summary>
public sealed record FieldRewrite(int Field, string? Text);

/// <summary>A rule that matched, with what a person should be told.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
public sealed record RuleHit(Rule Rule, string Reason)
{
    /// <summary>Of a full cap, or a sender's limit over time: from when on it surely lets the same message pass.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>A rule threw instead of answering.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Exception">Full name of the type: a message could hold personal data.</param>
public sealed record RuleFault(string Rule, string Exception);

/// <param name="Recipient">Index, or -1 for the whole message.</param>
public sealed record ShadowHit(Rule Rule, int Recipient, string Reason);
