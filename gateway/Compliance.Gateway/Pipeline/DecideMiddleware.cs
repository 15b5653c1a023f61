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
using Compliance.Rules.Messages;

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
            push.Refuse(GatewayRefusals.NoPolicies(fault));
            return;
        }

        var parsed = push.Parsed!;
        var message = OutboundMessage.Of(parsed, clock.GetUtcNow());
        if (await templates.FindAsync(parsed.Channel, parsed.Account, message) is not TemplateSight.Seen { Template: var template })
        {
            push.Refuse(GatewayRefusals.TemplateLate);
            return;
        }

        if (TooLong(parsed.Push, template.Value) is { } tooLong)
        {
            push.Refuse(tooLong);
            return;
        }

        var asked = new Asked(parsed, message, template, contents.Of(message, template.Value));
        if (parsed.Headers.DryRun)
            push.Ended = new Ended(await LookAsync(asked));
        else
            await OnceAsync(push, () => DecideAsync(http, push, asked));
    }

    /// <summary>A signature sends once. A push that sent nothing gives its signature back: whoever has to send the very same bytes again must not be taken for an attacker.</summary>
    private async Task OnceAsync(PushExchange push, Func<Task> decide)
    {
        if (push.Identified!.Signature is not { } signature)
        {
            await decide();
            return;
        }

        if (!await replays.TryUseAsync(signature))
        {
            push.Refuse(GatewayRefusals.SignatureUsed);
            return;
        }

        try
        {
            await decide();
        }
        finally
        {
            if (push.Sent is null or { NothingLeft: true })
                await replays.GiveBackAsync(signature);
        }
    }

    /// <summary>A dry run asks everybody and leaves no trace: nothing is counted, reserved or sent, no credential is used up, and nobody becomes known: a stranger has no slot, and so no consent.</summary>
    private async Task<Answer> LookAsync(Asked asked)
    {
        var (parsed, message, template, carried) = asked;
        var people = People(parsed, identity => trail.Vault.TryFind(identity, out var slot) ? trail.Vault.Root(slot) : default);
        var known = await GatherAsync(asked, people, activity.PeekAsync(message, carried, parsed.Sender));
        var draft = evaluator.Draft(message, known, live.Set);
        var demands = Demands(draft.Demands, people);
        var grants = demands.Count == 0 ? Grants.None : await caps.PeekAsync(message.At, demands, CancellationToken.None);
        counters.AnsweredLocally();
        return DryRunAnswer.Of(message, template, Settle(draft, grants));
    }

    private async Task DecideAsync(HttpContext http, PushExchange push, Asked asked)
    {
        var people = People(asked.Parsed, identity => trail.Vault.Root(trail.Vault.Resolve(identity)));
        var known = await GatherAsync(asked, people, activity.ObserveAsync(asked.Message, asked.Carried, asked.Parsed.Sender));
        try
        {
            await JudgeAsync(http, push, asked, people, known);
        }
        finally
        {
            await RememberAsync(asked, push.Sent?.Reached ?? 0);
        }
    }

    private async Task JudgeAsync(HttpContext http, PushExchange push, Asked asked, ImmutableArray<PersonSlot> people, KnownFacts known)
    {
        var message = asked.Message;
        var draft = evaluator.Draft(message, known, live.Set);
        var demands = Demands(draft.Demands, people);
        var grants = demands.Count == 0 ? Grants.None : await caps.ReserveAsync(message.At, demands, CancellationToken.None);
        var decision = Settle(draft, grants);
        if (!decision.Release.IsEmpty)
            await caps.ReleaseAsync(message.At, Demands(decision.Release, people));
        var evidence = CaseV1.Of(message, known, draft, grants, decision).Split();
        push.Decided = new Decided(asked.Parsed, message, people, evidence, decision);
        try
        {
            await next(http);
        }
        finally
        {
            await SettleAsync(push, message.At, Demands(decision.Held, people));
        }
    }

    private ValueTask<KnownFacts> GatherAsync(Asked asked, ImmutableArray<PersonSlot> people, ValueTask<Fact<SenderFact>> seen) =>
        facts.GatherAsync(asked.Message, asked.Template, asked.Carried, people, asked.Parsed.Sender, seen, CancellationToken.None);

    private Decision Settle(Draft draft, Grants grants)
    {
        var decision = draft.Settle(grants);
        foreach (var broken in decision.Faults)
            log.LogError("Rule {Rule} broke and refuses what it should judge: {Exception}.", broken.Rule, broken.Exception);
        return decision;
    }

    /// <summary>What may have left counts for its minute and a day, and is known by its campaign.</summary>
    private async Task RememberAsync(Asked asked, int reached)
    {
        await activity.SettleAsync(asked.Message, asked.Carried, reached);
        if (reached > 0 && asked.Message.Campaign is { } campaign)
            campaigns.Add(campaign, asked.Carried, asked.Message.At);
    }

    /// <summary>What the provider would cut off or refuse was judged and never read.</summary>
    private static Refusal? TooLong(ParsedPush push, TemplateFact? template)
    {
        if (push.MaxMessageCharacters is not { } most)
            return null;
        var longest = push.Contents.Max(content => WholeText.Length(content, template?.Text));
        return longest > most ? Refusals.TooLong($"{longest} 字（含签名）", $"{most} 字", "template") : null;
    }

    private static ImmutableArray<PersonSlot> People(Parsed parsed, Func<string, PersonSlot> slotOf) =>
        [.. parsed.Push.Recipients.Select(recipient => slotOf(recipient.Identity))];

    private List<PersonDemand> Demands(ImmutableArray<Demand> demands, ImmutableArray<PersonSlot> people)
    {
        var list = new List<PersonDemand>(demands.Length);
        foreach (var demand in demands)
            list.Add(new PersonDemand(people[demand.Recipient], demand, names.Of(demand)));
        return list;
    }

    /// <summary>The counters follow the log: what was never recorded is given back, an outcome that isn't recorded leaves the slot held.</summary>
    private async Task SettleAsync(PushExchange push, DateTimeOffset at, List<PersonDemand> held)
    {
        if (held.Count == 0)
            return;
        if (push.Recorded is null)
        {
            await caps.ReleaseAsync(at, held);
            return;
        }

        if (push is not { OutcomeRecorded: true, Sent.Outcomes: var outcomes })
            return;
        await caps.CommitAsync(at, [.. held.Where(slot => outcomes[slot.Demand.Recipient] == VendorOutcome.Accepted)]);
        await caps.ReleaseAsync(
            at,
            [.. held.Where(slot => outcomes[slot.Demand.Recipient] is VendorOutcome.Refused or VendorOutcome.Failed)]
        );
    }

    /// <summary>What is asked about: the message with what its template says.</summary>
    private sealed record Asked(Parsed Parsed, Message Message, Fact<TemplateFact> Template, CarriedContent Carried);
}
