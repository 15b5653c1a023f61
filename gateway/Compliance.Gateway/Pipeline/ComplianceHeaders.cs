using System.Collections.Immutable;
using System.Globalization;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Pipeline;

/// <summary>What every answer of the push listener tells beside the provider's own words.</summary>
internal static class ComplianceHeaders
{
    public const string Decision = "Compliance-Decision";
    public const string Outcome = "Compliance-Outcome";
    public const string DecisionId = "Compliance-Decision-Id";
    public const string PolicyRevision = "Compliance-Policy-Revision";
    public const string Removed = "Compliance-Removed";

    /// <summary><c>true</c> on every answer of a gateway whose sandbox stands in: whatever it says, nobody got a message.</summary>
    public const string Sandbox = "Compliance-Sandbox";

    public static IEnumerable<KeyValuePair<string, string>> Of(PushExchange push)
    {
        // What was decided, whatever the vendor did. Unrecorded it is no decision; an answer with neither is the gateway's own (a token).
        if (push.Refusal is not null && push.Recorded is null)
            yield return new(Decision, DecisionEffect.Deny.Wire());
        else if (push.Decided is { Decision: var decided })
            yield return new(Decision, decided.Effect.Wire());
        if (OutcomeOf(push) is { } outcome)
            yield return new(Outcome, outcome.Wire());
        if (push.DecisionId is { } id)
            yield return new(DecisionId, id);
        if (push.Parsed is { Account.IsSandbox: true })
            yield return new(Sandbox, "true");
        if (push.Decided is { Decision: var decision })
        {
            yield return new(PolicyRevision, decision.Revision);
            yield return new(Removed, decision.Removed().ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Of a decision that was only looked at.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(Rules.Decisions.Decision decision) =>
        [
            new(Decision, decision.Effect.Wire()),
            new(PolicyRevision, decision.Revision),
            new(Removed, decision.Removed().ToString(CultureInfo.InvariantCulture)),
        ];

    /// <summary>What certainly did not leave has failed, for whatever reason; null where there was nothing to send (a token, a dry run).</summary>
    private static VendorOutcome? OutcomeOf(PushExchange push) =>
        push is { Recorded: not null, Sent.Outcomes: { IsEmpty: false } outcomes } ? Whole(outcomes)
        : push.Refusal is { Kind: RefusalKind.OutcomeUnknown or RefusalKind.Later } ? VendorOutcome.Unknown
        : push.Refusal is not null || push.Recorded is { Decision.Effect: DecisionEffect.Deny } ? VendorOutcome.Failed
        : null;

    /// <summary>Of several: whether any may have been sent comes first, then whether any was.</summary>
    private static VendorOutcome Whole(ImmutableArray<VendorOutcome> outcomes) =>
        outcomes.Contains(VendorOutcome.Unknown) ? VendorOutcome.Unknown
        : outcomes.Contains(VendorOutcome.Accepted) ? VendorOutcome.Accepted
        : outcomes.Contains(VendorOutcome.Refused) ? VendorOutcome.Refused
        : VendorOutcome.Failed;
}
