using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

/// <summary>A decision with its rules by id: what evidence keeps and what replay compares.</summary>
public sealed record CaseDecision
{
    public required DecisionEffect Effect { get; init; }

    public required CategoryDecision Category { get; init; }

    /// <summary>In the message's order.</summary>
    public required ImmutableArray<CaseRecipientDecision> Recipients { get; init; }

    /// <summary>In the message's order.</summary>
    public required ImmutableArray<CaseContentDecision> Contents { get; init; }

    public ImmutableArray<CaseHit> Denied { get; init; } = [];

    /// <summary>Shadow rules that would have refused the whole message.</summary>
    public ImmutableArray<CaseHit> Shadow { get; init; } = [];

    public ImmutableArray<string> Degraded { get; init; } = [];

    public Remedy Remedy { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    public required string Revision { get; init; }

    public static CaseDecision Of(Decision decision) =>
        new()
        {
            Effect = decision.Effect,
            Category = decision.Category,
            Recipients = Recipient(decision),
            Contents = ImmutableArray.CreateRange(decision.Contents, Content),
            Denied = Hits(decision.Denied),
            Shadow = ShadowOf(decision, -1),
            Degraded = decision.Degraded,
            Remedy = decision.Remedy,
            RetryAt = decision.RetryAt,
            Revision = decision.Revision,
        };

    private static ImmutableArray<CaseRecipientDecision> Recipient(Decision decision)
    {
        var recipients = ImmutableArray.CreateBuilder<CaseRecipientDecision>(decision.Recipients.Length);
        for (var i = 0; i < decision.Recipients.Length; i++)
        {
            var recipient = decision.Recipients[i];
            recipients.Add(
                new CaseRecipientDecision
                {
                    Effect = recipient.Effect,
                    Rules = Hits(recipient.Determining),
                    Basis = recipient.LawfulBasis is { } basis ? new CaseHit(basis.Rule.Id, basis.Reason) : null,
                    Shadow = ShadowOf(decision, i),
                }
            );
        }
        return recipients.MoveToImmutable();
    }

    private static CaseContentDecision Content(ContentDecision content) =>
        new()
        {
            Category = content.Category,
            Rules = Hits(content.Determining),
            Findings = ImmutableArray.CreateRange(
                content.Findings,
                static f => new CaseFinding(f.Rule.Id, f.Severity, f.Field, f.Start, f.Length, f.Term)
            ),
            Obligations = ImmutableArray.CreateRange(
                content.Obligations,
                static o => new CaseObligation(o.Kind, o.Rule.Id, o.Field, o.Start, o.Length, o.What)
            ),
            Rewrites = content.Rewrites,
        };

    private static ImmutableArray<CaseHit> Hits(ImmutableArray<RuleHit> hits) =>
        hits.IsEmpty ? [] : ImmutableArray.CreateRange(hits, static hit => new CaseHit(hit.Rule.Id, hit.Reason));

    private static ImmutableArray<CaseHit> ShadowOf(Decision decision, int recipient)
    {
        if (decision.Shadow.IsEmpty)
            return [];
        return [.. decision.Shadow.Where(hit => hit.Recipient == recipient).Select(hit => new CaseHit(hit.Rule.Id, hit.Reason))];
    }
}

public readonly record struct CaseHit(string Rule, string Reason);

public sealed record CaseRecipientDecision
{
    public required Effect Effect { get; init; }

    public ImmutableArray<CaseHit> Rules { get; init; } = [];

    public CaseHit? Basis { get; init; }

    public ImmutableArray<CaseHit> Shadow { get; init; } = [];
}

public sealed record CaseContentDecision
{
    /// <summary>Null where it is the message's own.</summary>
    public CategoryDecision? Category { get; init; }

    public ImmutableArray<CaseHit> Rules { get; init; } = [];

    public ImmutableArray<CaseFinding> Findings { get; init; } = [];

    public ImmutableArray<CaseObligation> Obligations { get; init; } = [];

    /// <summary>The texts as they left; derived, so replay does not compare them.</summary>
    public ImmutableArray<FieldRewrite> Rewrites { get; init; } = [];
}

public sealed record CaseFinding(string Rule, Severity Severity, int Field, int Start, int Length, string Term);

public sealed record CaseObligation(ObligationKind Kind, string Rule, int Field, int Start, int Length, string What);
