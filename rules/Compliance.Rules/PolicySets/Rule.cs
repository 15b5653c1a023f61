using System.Collections.Immutable;
using Compliance.Rules.Messages;

namespace Compliance.Rules.PolicySets;

/// <summary>
/// What every rule carries. One sealed record a kind derives from it: that record is what is read from YAML
/// (property names in snake_case), exported as JSON Schema, and evaluated.
/// </summary>
public abstract record Rule
{
    /// <summary>Unique over all packs; written <c>rule:</c> in YAML.</summary>
    public required string Id { get; init; }

    /// <summary>The pack's folder name; filled in by the loader.</summary>
    public string Pack { get; init; } = "";

    public required string Title { get; init; }

    /// <summary>At least one: a rule without a law does not load.</summary>
    public required ImmutableArray<LawBasis> Basis { get; init; }

    public required string Owner { get; init; }

    public required DateOnly ReviewDue { get; init; }

    public required EffectiveDates Effective { get; init; }

    public RuleMode Mode { get; init; } = RuleMode.Enforce;

    public Scope When { get; init; } = Scope.Everything;

    public required Outcome Then { get; init; }

    /// <summary>What a person is told, in Chinese.</summary>
    public required string Message { get; init; }

    public WhenUnavailable Unavailable { get; init; } = WhenUnavailable.Deny;
}

public sealed record LawBasis
{
    public required string Law { get; init; }

    public required string Article { get; init; }

    /// <summary>Version of the law's text, e.g. <c>2021-04-29</c>.</summary>
    public string? Version { get; init; }
}

/// <summary>Dates in Asia/Shanghai; <paramref name="To"/> is the last day.</summary>
public sealed record EffectiveDates
{
    public required DateOnly From { get; init; }

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

/// <summary>Where a rule applies; an empty list does not restrict. A channel may be a family.</summary>
public sealed record Scope
{
    public static Scope Everything { get; } = new();

    public ImmutableArray<string> Channel { get; init; } = [];

    public ImmutableArray<Category> Category { get; init; } = [];

    public ImmutableArray<string> Purpose { get; init; } = [];

    public ImmutableArray<string> Campaign { get; init; } = [];

    public ImmutableArray<string> Sender { get; init; } = [];

    public ImmutableArray<string> Industry { get; init; } = [];

    public ImmutableArray<string> Brand { get; init; } = [];
}
