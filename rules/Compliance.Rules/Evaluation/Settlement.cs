using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>From judgement and grants to the decision.</summary>
internal static class Settlement
{
    public static Draft Draft(Judgement judgement) => new(judgement.Demands, grants => Of(judgement, grants));

    private static Decision Of(Judgement judgement, Grants grants)
    {
        var recipients = judgement.Recipients;
        var degraded = judgement.Degraded;
        var shadow = judgement.Shadow;
        var permitted = judgement.Permitted;
        if (!judgement.Demands.IsEmpty && (grants.Refused.IsEmpty || grants.Refused.Contains(true)))
        {
            (recipients, permitted, degraded) = Removed(judgement, grants);
            shadow = [.. shadow, .. ShadowCaps(judgement.Demands, grants, recipients)];
        }

        var denied = judgement.Denied;
        if (denied.IsEmpty && permitted < judgement.Minimum && (permitted > 0 || recipients.IsEmpty))
            denied = [new RuleHit(GatewayRule.BelowMinimum, Reasons.BelowMinimum)];
        if (!denied.IsEmpty && permitted > 0)
        {
            recipients = AllDenied(recipients);
            permitted = 0;
        }

        var (held, release) = Slots(judgement, grants, recipients);
        var all = permitted == recipients.Length || permitted + recipients.Count(recipient => recipient.IsRepeated) == recipients.Length;
        var remedy = all ? Remedy.None : Remedies.Of(recipients, denied, judgement.RetryAt is not null);
        return new Decision
        {
            Effect =
                permitted == 0 ? DecisionEffect.Deny
                : all ? DecisionEffect.Permit
                : DecisionEffect.Partial,
            Category = judgement.Category,
            Purpose = judgement.Purpose,
            Recipients = recipients,
            Contents = judgement.Contents,
            Denied = denied,
            Held = held,
            Release = release,
            Shadow = shadow,
            Degraded = degraded,
            Faults = judgement.Faults,
            Remedy = remedy,
            RetryAt = remedy == Remedy.RetryAt ? judgement.RetryAt : null,
            Revision = judgement.Revision,
        };
    }

    /// <summary>Who got no slot is removed by the caps that were full, or that could not be asked and don't let him pass for it.</summary>
    private static (ImmutableArray<RecipientDecision> Recipients, int Permitted, ImmutableArray<string> Degraded) Removed(
        Judgement judgement,
        Grants grants
    )
    {
        var recipients = judgement.Recipients.ToBuilder();
        var permitted = judgement.Permitted;
        var degraded = judgement.Degraded;
        var hits = new List<RuleHit>();
        var shared = new SharedDecisions();
        var demands = judgement.Demands;
        for (var i = 0; i < demands.Length; )
        {
            var recipient = demands[i].Recipient;
            hits.Clear();
            for (; i < demands.Length && demands[i].Recipient == recipient; i++)
            {
                var slot = demands[i].Slot;
                var cap = slot.Cap!;
                if (cap.Mode == RuleMode.Shadow)
                    continue;
                if (!grants.Refused.IsEmpty)
                {
                    if (grants.Refused[i])
                        hits.Add(new(cap, slot.Reason) { Until = slot.End });
                }
                else if (judgement.Allows(cap, recipient))
                    degraded = degraded.Contains(cap.Id) ? degraded : degraded.Add(cap.Id).Sort(StringComparer.Ordinal);
                else
                    hits.Add(new(cap, Reasons.Unavailable));
            }
            if (hits.Count == 0)
                continue;
            recipients[recipient] = shared.Denied(hits);
            permitted--;
        }
        return (recipients.MoveToImmutable(), permitted, degraded);
    }

    /// <summary>Which caps that only watch would have removed somebody who is sent to.</summary>
    private static IEnumerable<ShadowHit> ShadowCaps(
        ImmutableArray<Demand> demands,
        Grants grants,
        ImmutableArray<RecipientDecision> recipients
    )
    {
        for (var i = 0; i < grants.Refused.Length; i++)
            if (grants.Refused[i] && demands[i].Shadow && recipients[demands[i].Recipient].Effect == Effect.Permit)
                yield return new(demands[i].Slot.Cap!, demands[i].Recipient, demands[i].Slot.Reason);
    }

    private static ImmutableArray<RecipientDecision> AllDenied(ImmutableArray<RecipientDecision> recipients)
    {
        var denied = recipients.ToBuilder();
        var nobody = new RecipientDecision();
        for (var i = 0; i < denied.Count; i++)
            if (denied[i].Effect == Effect.Permit)
                denied[i] = nobody;
        return denied.MoveToImmutable();
    }

    /// <summary>Granted slots: of those who are permitted in the end, and of the others. For whom one was refused, none was reserved.</summary>
    private static (ImmutableArray<Demand> Held, ImmutableArray<Demand> Release) Slots(
        Judgement judgement,
        Grants grants,
        ImmutableArray<RecipientDecision> recipients
    )
    {
        var demands = judgement.Demands;
        if (demands.IsEmpty || grants.Refused.IsEmpty)
            return ([], []);
        if (!grants.Refused.Contains(true) && demands.All(demand => recipients[demand.Recipient].Effect == Effect.Permit))
            return (demands, []);
        var held = ImmutableArray.CreateBuilder<Demand>();
        var release = ImmutableArray.CreateBuilder<Demand>();
        for (var i = 0; i < demands.Length; )
        {
            var first = i;
            var refused = false;
            for (; i < demands.Length && demands[i].Recipient == demands[first].Recipient; i++)
                refused |= grants.Refused[i] && demands[i].Slot.Cap!.Mode == RuleMode.Enforce;
            if (!refused)
                (recipients[demands[first].Recipient].Effect == Effect.Permit ? held : release).AddRange(demands.AsSpan()[first..i]);
        }
        return (held.ToImmutable(), release.ToImmutable());
    }
}
