using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Rete.Second;

/// <summary>What the counters' answer makes of the verdict: who goes, whether enough are left, what is held and given back, and what would help.</summary>
internal sealed class Settling(Message message, ImmutableArray<Demand> demands, Grants grants, Func<int, Category> categoryOf)
{
    private readonly bool _asked = !grants.Refused.IsEmpty;
    private readonly ILookup<int, (Demand Demand, bool Full)> _answers = demands
        .Select((demand, i) => (Demand: demand, Full: !grants.Refused.IsEmpty && grants.Refused[i]))
        .ToLookup(answer => answer.Demand.Recipient);

    /// <param name="judged">Before caps; its RetryAt is the end of quiet hours, wanted or not.</param>
    public Decision Decide(Decision judged)
    {
        var degraded = judged.Degraded.ToHashSet(StringComparer.Ordinal);
        RecipientDecision[] rows = [.. judged.Recipients.Select((row, i) => AfterCaps(i, row, degraded))];
        var watched = Watched(rows).ToArray();
        var permitted = rows.Count(row => row.Effect == Effect.Permit);
        var twice = rows.Count(row => row.IsRepeated);
        var denied = judged.Denied;
        if (denied.IsEmpty && permitted < Floor(message, twice) && (permitted > 0 || rows.Length == 0))
            denied = [new(GatewayRule.BelowMinimum, Reasons.BelowMinimum)];
        if (!denied.IsEmpty)
            rows = [.. rows.Select(row => row.Effect == Effect.Permit ? new() : row)];
        var sent = rows.Count(row => row.Effect == Effect.Permit);
        var served = sent + twice == rows.Length;
        var remedy = served ? Remedy.None : Help(rows, denied, judged.RetryAt is not null);
        var reserved = Reserved().ToLookup(demand => rows[demand.Recipient].Effect);
        return judged with
        {
            Effect =
                sent == 0 ? DecisionEffect.Deny
                : served ? DecisionEffect.Permit
                : DecisionEffect.Partial,
            Recipients = [.. rows],
            Denied = denied,
            Held = [.. reserved[Effect.Permit]],
            Release = [.. reserved[Effect.Deny]],
            Shadow = [.. judged.Shadow, .. watched],
            Degraded = [.. degraded.Order(StringComparer.Ordinal)],
            Remedy = remedy,
            RetryAt = remedy == Remedy.RetryAt ? judged.RetryAt : null,
        };
    }

    /// <summary>Fewest who must be left; a person who stands there twice is one.</summary>
    public static int Floor(Message message, int twice) =>
        Math.Max(1, message.MinimumRecipients == message.Recipients.Length ? message.MinimumRecipients - twice : message.MinimumRecipients);

    private RecipientDecision AfterCaps(int recipient, RecipientDecision row, HashSet<string> degraded)
    {
        var hits = new List<RuleHit>();
        foreach (var (demand, full) in _answers[recipient].Where(pair => !pair.Demand.Shadow))
        {
            var cap = demand.Slot.Cap!;
            if (full)
                hits.Add(new(cap, demand.Said is null ? Reasons.Cap : Reasons.Once) { Until = demand.Slot.End });
            else if (!_asked && Matter.MayDegrade(cap, categoryOf(recipient)))
                degraded.Add(cap.Id);
            else if (!_asked)
                hits.Add(new(cap, Reasons.Unavailable));
        }
        return hits.Count == 0 ? row : new() { Effect = Effect.Deny, Determining = Verdict.Ordered(hits) };
    }

    /// <summary>Caps that only watch and would have kept somebody who is written to.</summary>
    private IEnumerable<ShadowHit> Watched(RecipientDecision[] rows) =>
        demands
            .Where((demand, i) => _asked && grants.Refused[i] && demand.Shadow && rows[demand.Recipient].Effect == Effect.Permit)
            .Select(demand => new ShadowHit(demand.Slot.Cap!, demand.Recipient, demand.Said is null ? Reasons.Cap : Reasons.Once));

    /// <summary>Whoever is refused one slot is given none.</summary>
    private IEnumerable<Demand> Reserved() =>
        _asked ? demands.Where(demand => !_answers[demand.Recipient].Any(pair => pair is { Full: true, Demand.Shadow: false })) : [];

    /// <summary>What would let some of the refused pass; of several, what takes people most effort.</summary>
    private static Remedy Help(RecipientDecision[] rows, ImmutableArray<RuleHit> denied, bool timeKnown)
    {
        Remedy[] byEffort = [Remedy.None, Remedy.RetryAt, Remedy.Evidence, Remedy.Review];
        if (denied.Any(hit => hit.Rule != GatewayRule.BelowMinimum))
            return Remedy.None;
        return rows.Where(row => row.Effect == Effect.Deny)
            .Select(row => row.Determining.Select(hit => Weight.RemedyFor(hit.Reason)).ToArray())
            .Select(remedies =>
                remedies.Length == 0 || remedies.Contains(Remedy.None)
                    ? Remedy.None
                    : remedies.MaxBy(remedy => Array.IndexOf(byEffort, remedy))
            )
            .Where(remedy => remedy != Remedy.RetryAt || timeKnown)
            .DefaultIfEmpty(Remedy.None)
            .MaxBy(remedy => Array.IndexOf(byEffort, remedy));
    }
}
