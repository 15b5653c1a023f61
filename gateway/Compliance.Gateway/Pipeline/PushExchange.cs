using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Stores.Activity;
using Compliance.Policies.Cases;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Pipeline;

/// <summary>
/// One request, as a row of stages. Each is made by one step out of the one before and never changes: a step can't write into another's. Whatever is
/// missing at the end refuses.
/// </summary>
internal sealed class PushExchange
{
    /// <summary>By MatchChannelMiddleware.</summary>
    public Arrived? Arrived
    {
        get;
        set => field = Once(field, value);
    }

    /// <summary>By IdentifySenderMiddleware.</summary>
    public Identified? Identified
    {
        get;
        set => field = Once(field, value);
    }

    /// <summary>By ParseMessageMiddleware.</summary>
    public Parsed? Parsed
    {
        get;
        set => field = Once(field, value);
    }

    /// <summary>By DecideMiddleware.</summary>
    public Decided? Decided
    {
        get;
        set => field = Once(field, value);
    }

    /// <summary>By RecordMiddleware: the decision stands in the log.</summary>
    public Recorded? Recorded
    {
        get;
        set => field = Once(field, value);
    }

    /// <summary>By EnforceMiddleware: what became of it at the vendor. Null while nothing is known, and where nothing was to be sent.</summary>
    public Sent? Sent
    {
        get;
        set => field = Once(field, value);
    }

    /// <summary>By RecordMiddleware: the outcome stands in the log; slots may be settled by it.</summary>
    public bool OutcomeRecorded { get; set; }

    /// <summary>By whichever step ends the request. The outermost puts another in its place where what happened later counts for more: an exception, a log that can't write.</summary>
    public Ended? Ended { get; set; }

    public Refusal? Refusal => Ended?.Refusal;

    /// <summary>What the answer tells of: an earlier decision, or the one under way. A dry run leaves none.</summary>
    public string? DecisionId => Ended?.DecisionId ?? (Parsed is { Headers.DryRun: false, DecisionId: var id } ? id : null);

    public static PushExchange Of(HttpContext http) =>
        http.Features.Get<PushExchange>() ?? throw new InvalidOperationException("AnswerMiddleware must run first");

    public void Refuse(Refusal refusal) => Ended = new Ended(refusal);

    private static T Once<T>(T? made, T? value)
        where T : class => made is null ? value! : throw new InvalidOperationException($"{typeof(T).Name} is made already");
}

/// <param name="BodyProblem">Why the body could not be read: answered once it is known who sent it.</param>
internal sealed record Arrived(Channel Channel, InboundRequest Request, Refusal? BodyProblem);

/// <param name="Signature">What makes this credential's use unique: a signature or nonce; null where the dialect has none.</param>
internal sealed record Identified(Arrived Arrived, Sender Sender, UsedSignature? Signature)
{
    public Channel Channel => Arrived.Channel;
}

/// <param name="DecisionId">Under which it will be decided.</param>
internal sealed record Parsed(Identified From, PushHeaders Headers, ParsedPush Push, VendorAccount Account, string DecisionId)
{
    public Channel Channel => From.Channel;

    public Sender Sender => From.Sender;
}

internal sealed record Decided(Parsed Parsed, Message Message, ImmutableArray<PersonSlot> People, CaseLayers Evidence, Decision Decision);

internal sealed record Recorded(Decided Decided)
{
    public Decision Decision => Decided.Decision;
}

/// <param name="Outcomes">In the message's order.</param>
/// <param name="Reply">Null where the vendor gave none.</param>
internal sealed record Sent(ImmutableArray<VendorOutcome> Outcomes, VendorReply? Reply = null)
{
    public static Sent All(Decision decision, VendorOutcome outcome) => new(VendorOutcomes.Of(decision, _ => outcome));

    /// <summary>Bytes may have reached the vendor and nobody can say what became of them.</summary>
    public bool IsUnclear => Outcomes.Contains(VendorOutcome.Unknown);

    /// <summary>Certainly nobody got anything, whatever was decided.</summary>
    public bool NothingLeft => Outcomes.All(outcome => outcome is VendorOutcome.NotSent or VendorOutcome.Failed);

    /// <summary>How many it may have reached.</summary>
    public int Reached => Outcomes.Count(outcome => outcome is VendorOutcome.Accepted or VendorOutcome.Unknown);
}

/// <summary>How the request ends.</summary>
/// <param name="Refusal">Null where what was asked for was done.</param>
/// <param name="Answer">What the caller reads; null: the refusal in the provider's words.</param>
internal sealed record Ended(Refusal? Refusal, Answer? Answer = null)
{
    public Ended(Answer answer)
        : this(null, answer) { }

    /// <summary>A sender whose credential was right and who may not do this: his refusal is recorded, though nobody is identified.</summary>
    public Sender? Known { get; init; }

    /// <summary>The decision that the answer tells of, where it is not the one under way.</summary>
    public string? DecisionId { get; init; }
}
