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
/// One request's state. Each step writes only its own part, named by the comment; whatever is missing at the end refuses.
/// </summary>
internal sealed class PushExchange
{
    // MatchChannelMiddleware
    public Channel? Channel { get; set; }

    public InboundRequest? Inbound { get; set; }

    /// <summary>Why the body could not be read: answered once it is known who sent it.</summary>
    public Refusal? BodyProblem { get; set; }

    // IdentifySenderMiddleware
    public Sender? Sender { get; set; }

    /// <summary>What makes this credential's use unique: a signature or nonce; null where the dialect has none.</summary>
    public UsedSignature? Signature { get; set; }

    // ParseMessageMiddleware
    public PushHeaders? Headers { get; set; }

    public ParsedPush? Push { get; set; }

    public VendorAccount? Account { get; set; }

    public string? DecisionId { get; set; }

    // DecideMiddleware
    public Message? Message { get; set; }

    /// <summary>What halts and limits over time know it by.</summary>
    public CarriedContent? Carried { get; set; }

    public ImmutableArray<PersonSlot> People { get; set; } = [];

    public CaseLayers? Evidence { get; set; }

    public Decision? Decision { get; set; }

    // RecordMiddleware
    /// <summary>The decision stands in the log.</summary>
    public bool Recorded { get; set; }

    /// <summary>The outcome stands in the log; slots may be settled by it.</summary>
    public bool OutcomeRecorded { get; set; }

    // EnforceMiddleware
    /// <summary>Handed on to the vendor: from here on nobody can say by himself that it was not sent.</summary>
    public bool Forwarded { get; set; }

    /// <summary>Bytes may have reached the vendor and nobody can say what became of them.</summary>
    public bool MayHaveBeenSent { get; set; }

    public VendorReply? Reply { get; set; }

    /// <summary>In the message's order; default while nothing is known.</summary>
    public ImmutableArray<VendorOutcome> Outcomes { get; set; }

    /// <summary>Certainly nobody got anything, whatever was decided.</summary>
    public bool NothingLeft =>
        Outcomes.IsDefault ? !Forwarded : Outcomes.All(outcome => outcome is VendorOutcome.NotSent or VendorOutcome.Failed);

    // Any step
    /// <summary>Set instead of going on: the request ends here.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>What the caller reads. Null at the end of the way back means that something forgot to answer.</summary>
    public Answer? Answer { get; set; }

    public static PushExchange Of(HttpContext http) =>
        http.Features.Get<PushExchange>() ?? throw new InvalidOperationException("AnswerMiddleware must run first");
}
