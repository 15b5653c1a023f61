using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Rules.Decisions;

namespace Compliance.Rules.Evaluation;

/// <summary>Recipients of a batch who fare the same way share one decision: a batch of ten thousand has a handful of different ones.</summary>
internal sealed class SharedDecisions
{
    /// <summary>More different outcomes than this are no longer looked for: looking would cost more than an object.</summary>
    private const int Most = 32;

    private readonly List<RecipientDecision> _known = [];

    public void Clear() => _known.Clear();

    /// <param name="basis">From the compiled rule's cache, so that equal ones are one object.</param>
    public RecipientDecision Permitted(RuleHit? basis)
    {
        foreach (var decision in _known)
            if (decision.Effect == Effect.Permit && ReferenceEquals(decision.LawfulBasis, basis))
                return decision;
        return Keep(new() { Effect = Effect.Permit, LawfulBasis = basis });
    }

    /// <summary>Puts the hits in order: by pack, then id.</summary>
    public RecipientDecision Denied(List<RuleHit> hits)
    {
        if (hits.Count > 1)
            hits.Sort(ByRule);
        foreach (var decision in _known)
            if (decision.Effect == Effect.Deny && decision.Determining.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(hits)))
                return decision;
        return Keep(new() { Effect = Effect.Deny, Determining = [.. hits] });
    }

    public static int ByRule(RuleHit one, RuleHit other)
    {
        var pack = string.CompareOrdinal(one.Rule.Pack, other.Rule.Pack);
        return pack != 0 ? pack : string.CompareOrdinal(one.Rule.Id, other.Rule.Id);
    }

    private RecipientDecision Keep(RecipientDecision decision)
    {
        if (_known.Count < Most)
            _known.Add(decision);
        return decision;
    }
}
