using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>All that is judged before the caps are asked. Immutable.</summary>
internal sealed record Judgement
{
    public required CategoryDecision Category { get; init; }

    public required string Purpose { get; init; }

    /// <summary>By recipient, where their texts are not all judged under one.</summary>
    public required Category[]? Categories { get; init; }

    public required ImmutableArray<RecipientDecision> Recipients { get; init; }

    public required ImmutableArray<ContentDecision> Contents { get; init; }

    public required ImmutableArray<RuleHit> Denied { get; init; }

    public required ImmutableArray<Demand> Demands { get; init; }

    public required ImmutableArray<ShadowHit> Shadow { get; init; }

    public required ImmutableArray<string> Degraded { get; init; }

    public required ImmutableArray<RuleFault> Faults { get; init; }

    public required string Revision { get; init; }

    public required int Permitted { get; init; }

    /// <summary>The channel's floor, at least one.</summary>
    public required int Minimum { get; init; }

    /// <summary>When the last of those whom only quiet hours keep may be sent to; null when there is nobody of that kind, or no such time.</summary>
    public required DateTimeOffset? RetryAt { get; init; }

    public bool Allows(Rule unavailable, int recipient) => Degrading.Allowed(unavailable, Categories?[recipient] ?? Category.Effective);
}
