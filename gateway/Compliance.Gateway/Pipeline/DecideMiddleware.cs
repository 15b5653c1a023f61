using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Facts;
using Compliance.Gateway.Facts.Templates;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Policies.Cases;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Pipeline;

/// <summary>Facts → draft → reserve → decision; on the way back commits, releases or leaves reserved.</summary>
internal sealed class DecideMiddleware(
    RequestDelegate next,
    AuditTrail trail,
    TemplateLookup templates,
    ContentNames contents,
    FactGatherer facts,
    SenderActivity activity,
    CampaignContents campaigns,
    IReplayStore replays,
    ICapStore caps,
    CounterNames names,
    LivePolicySet live,
    Evaluator evaluator,
    IngressCounters counters,
    TimeProvider clock,
    ILogger<DecideMiddleware> log
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var push = PushExchange.Of(http);
        if (live.State is { IsLoaded: false, Fault: var fault })
        {
            push.Refusal = GatewayRefusals.NoPolicies(fault);
            return;
        }

        var message = push.Message = OutboundMessage.Of(push, clock.GetUtcNow());
        if (await templates.FindAsync(push.Channel!, push.Account!, message) is not TemplateSight.Seen { Template: var template })
        {
            push.Refusal = GatewayRefusals.TemplateLate;
            return;
        }

        if (TooLong(push, template.Value) is { } tooLong)
        {
            push.Refusal = tooLong;
            return;
        }

        push.Carried = contents.Of(message, template.Value);
        if (push.Headers!.DryRun)
            await LookAsync(push, template);
        else
            await OnceAsync(push, () => DecideAsync(http, push, template));
    }

    /// <summary>A signature sends once. A push that sent nothing gives its signature back: whoever has to send the very same bytes again must not be taken for an attacker.</summary>
    private async Task OnceAsync(PushExchange push, Func<Task> decide)
    {
        if (push.Signature is not { } signature)
        {
            await decide();
            return;
        }

        if (!await replays.TryUseAsync(signature))
        {
            push.Refusal = GatewayRefusals.SignatureUsed;
            return;
        }

        try
        {
            await decide();
        }
        finally
        {
            if (push.NothingLeft)
                await replays.GiveBackAsync(signature);
        }
    }

    /// <summary>A dry run asks everybody and leaves no trace: nothing is counted, reserved or sent, no credential is used up, and nobody becomes known: a stranger has no slot, and so no consent.</summary>
    private async Task LookAsync(PushExchange push, Fact<TemplateFact> template)
    {
        var message = push.Message!;
        push.People = People(push, identity => trail.Vault.TryFind(identity, out var slot) ? trail.Vault.Root(slot) : default);
        var known = await GatherAsync(push, template, activity.PeekAsync(message, push.Carried!, push.Sender!));
        var draft = evaluator.Draft(message, known, live.Set);
        var demands = Demands(draft.Demands, push.People);
        var grants = demands.Count == 0 ? Grants.None : await caps.PeekAsync(message.At, demands, CancellationToken.None);
        push.Decision = Settle(draft, grants);
        counters.AnsweredLocally();
        push.DecisionId = null; // Nothing stands in the log that an id could name.
        push.Answer = DryRunAnswer.Of(message, template, push.Decision);
    }

    private async Task DecideAsync(HttpContext http, PushExchange push, Fact<TemplateFact> template)
    {
        var message = push.Message!;
        push.People = People(push, identity => trail.Vault.Root(trail.Vault.Resolve(identity)));
        var known = await GatherAsync(push, template, activity.ObserveAsync(message, push.Carried!, push.Sender!));
        try
        {
            await JudgeAsync(http, push, known);
        }
        finally
        {
            await RememberAsync(push);
        }
    }

    private async Task JudgeAsync(HttpContext http, PushExchange push, KnownFacts known)
    {
        var message = push.Message!;
        var draft = evaluator.Draft(message, known, live.Set);
        var demands = Demands(draft.Demands, push.People);
        var grants = demands.Count == 0 ? Grants.None : await caps.ReserveAsync(message.At, demands, CancellationToken.None);
        var decision = push.Decision = Settle(draft, grants);
        if (!decision.Release.IsEmpty)
            await caps.ReleaseAsync(message.At, Demands(decision.Release, push.People));
        push.Evidence = CaseV1.Of(message, known, draft, grants, decision).Split();
        try
        {
            await next(http);
        }
        finally
        {
            await SettleAsync(push, Demands(decision.Held, push.People));
        }
    }

    private ValueTask<KnownFacts> GatherAsync(PushExchange push, Fact<TemplateFact> template, ValueTask<Fact<SenderFact>> seen) =>
        facts.GatherAsync(push.Message!, template, push.Carried!, push.People, push.Sender!, seen, CancellationToken.None);

    private Decision Settle(Draft draft, Grants grants)
    {
        var decision = draft.Settle(grants);
        foreach (var broken in decision.Faults)
            log.LogError("Rule {Rule} broke and refuses what it should judge: {Exception}.", broken.Rule, broken.Exception);
        return decision;
    }

    /// <summary>What may have left counts for its minute and a day, and is known by its campaign.</summary>
    private async Task RememberAsync(PushExchange push)
    {
        var (message, carried) = (push.Message!, push.Carried!);
        var sent = push.Outcomes.IsDefault ? 0 : push.Outcomes.Count(outcome => outcome is VendorOutcome.Accepted or VendorOutcome.Unknown);
        await activity.SettleAsync(message, carried, sent);
        if (sent > 0 && message.Campaign is { } campaign)
            campaigns.Add(campaign, carried, message.At);
    }

    /// <summary>What the provider would cut off or refuse was judged and never read.</summary>
    private static Refusal? TooLong(PushExchange push, TemplateFact? template)
    {
        if (push.Push!.MaxMessageCharacters is not { } most)
            return null;
        var longest = push.Push.Contents.Max(content => WholeText.Length(content, template?.Text));
        return longest > most ? Refusals.TooLong($"{longest} 字（含签名）", $"{most} 字", "template") : null;
    }

    private static ImmutableArray<PersonSlot> People(PushExchange push, Func<string, PersonSlot> slotOf) =>
        [.. push.Push!.Recipients.Select(recipient => slotOf(recipient.Identity))];

    private List<PersonDemand> Demands(ImmutableArray<Demand> demands, ImmutableArray<PersonSlot> people)
    {
        var list = new List<PersonDemand>(demands.Length);
        foreach (var demand in demands)
            list.Add(new PersonDemand(people[demand.Recipient], demand, names.Of(demand)));
        return list;
    }

    /// <summary>The counters follow the log: what was never recorded is given back, an outcome that isn't recorded leaves the slot held.</summary>
    private async Task SettleAsync(PushExchange push, List<PersonDemand> held)
    {
        if (held.Count == 0)
            return;
        var at = push.Message!.At;
        if (!push.Recorded)
        {
            await caps.ReleaseAsync(at, held);
            return;
        }

        if (!push.OutcomeRecorded)
            return;
        var outcomes = push.Outcomes;
        await caps.CommitAsync(at, [.. held.Where(slot => outcomes[slot.Demand.Recipient] == VendorOutcome.Accepted)]);
        await caps.ReleaseAsync(
            at,
            [.. held.Where(slot => outcomes[slot.Demand.Recipient] is VendorOutcome.Refused or VendorOutcome.Failed)]
        );
    }
}
