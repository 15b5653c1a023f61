using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Policies.Cases;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Recording;

/// <summary>The one way into the audit trail for pushes. Each call returns when the entry is durable, or throws.</summary>
internal sealed class DecisionRecorder(
    AuditTrail trail,
    DecisionEntry entries,
    ClosedVocabulary vocabulary,
    LivePolicySet live,
    TimeProvider clock
)
{
    /// <exception cref="AuditUnavailableException">Nothing may be forwarded.</exception>
    public async ValueTask RecordAsync(
        string id,
        Message message,
        Decision decision,
        ImmutableArray<PersonSlot> people,
        CaseLayers evidence,
        Arrival arrival
    ) => await trail.AppendAsync(entries.Build(id, message, decision, people, evidence, arrival));

    /// <summary>A refusal before there was anything to judge. Returns its decision id.</summary>
    /// <exception cref="AuditUnavailableException">It could not be written.</exception>
    public async ValueTask<string> RecordRefusalAsync(Channel channel, Sender sender, Refusal refusal)
    {
        var now = clock.GetUtcNow();
        var id = EntryId.New(now);
        await trail.AppendAsync(entries.BuildRefusal(id, now, channel, sender, refusal, live.Set.Revision));
        return id;
    }

    /// <param name="reason">Why there is no answer of the vendor's to go by; null when there is one.</param>
    /// <exception cref="AuditUnavailableException">The decision stays in doubt.</exception>
    public async ValueTask RecordOutcomeAsync(
        string decision,
        ImmutableArray<PersonSlot> people,
        ImmutableArray<VendorOutcome> outcomes,
        bool held,
        VendorReply? reply,
        string? reason
    )
    {
        var sent = Enumerable.Range(0, people.Length).Where(i => outcomes[i] != VendorOutcome.NotSent).ToArray();
        ImmutableArray<string?> given = reply is { Receipts: { IsEmpty: false } each } ? [.. sent.Select(i => each[i])] : [];
        await trail.AppendAsync(
            new OutcomeEntry(vocabulary).Build(
                decision,
                clock.GetUtcNow(),
                [.. sent.Select(i => people[i])],
                [.. sent.Select(i => outcomes[i])],
                held,
                new OutcomeWords(reply?.Code, reason, reply?.Receipt, given)
            )
        );
    }
}
