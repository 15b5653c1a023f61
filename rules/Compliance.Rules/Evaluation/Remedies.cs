using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

internal static class Remedies
{
    public static Remedy Of(RuleHit hit) =>
        hit.Reason switch
        {
            Reasons.Evidence or Reasons.EvidenceUnknown or Reasons.EvidenceNotInForce or Reasons.EvidenceElsewhere => Remedy.Evidence,
            Reasons.Review => Remedy.Review,
            Reasons.QuietHours => Remedy.RetryAt,
            _ => Remedy.None,
        };

    /// <summary>What would help against all of these rules: nothing, if one of them takes no remedy; otherwise what takes people most effort.</summary>
    public static Remedy Of(ImmutableArray<RuleHit> hits)
    {
        var most = Remedy.None;
        foreach (var hit in hits)
        {
            var remedy = Of(hit);
            if (remedy == Remedy.None)
                return Remedy.None;
            most = Harder(most, remedy);
        }
        return most;
    }

    /// <summary>What would let at least some of the refused pass; of several, what takes people most effort.</summary>
    public static Remedy Of(ImmutableArray<RecipientDecision> recipients, ImmutableArray<RuleHit> denied, bool timeKnown)
    {
        foreach (var hit in denied)
            if (!ReferenceEquals(hit.Rule, GatewayRule.BelowMinimum))
                return Remedy.None;
        var most = Remedy.None;
        RecipientDecision? last = null;
        foreach (var recipient in recipients)
        {
            if (recipient.Effect == Effect.Permit || ReferenceEquals(recipient, last))
                continue;
            last = recipient;
            var remedy = Of(recipient.Determining);
            if (remedy != Remedy.RetryAt || timeKnown)
                most = Harder(most, remedy);
        }
        return most;
    }

    private static Remedy Harder(Remedy one, Remedy other) => Effort(one) >= Effort(other) ? one : other;

    private static int Effort(Remedy remedy) =>
        remedy switch
        {
            Remedy.Review => 3,
            Remedy.Evidence => 2,
            Remedy.RetryAt => 1,
            _ => 0,
        };
}
