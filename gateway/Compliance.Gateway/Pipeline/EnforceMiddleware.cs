using Compliance.Gateway.Forwarding;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Rules.Decisions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Pipeline;

/// <summary>Refuses, or rewrites, signs and forwards; merges the vendor's reply with what was removed.</summary>
internal sealed class EnforceMiddleware(
    RequestDelegate next,
    IOptions<GatewayOptions> options,
    TimeProvider clock,
    ILogger<EnforceMiddleware> log
)
{
    private readonly int _replyLimit = options.Value.Limits.ReplyBytes;

    public async Task InvokeAsync(HttpContext http)
    {
        var push = PushExchange.Of(http);
        var decided = push.Recorded!.Decided;
        if (decided.Decision.Effect == DecisionEffect.Deny)
        {
            push.Ended = new Ended(Refused(decided, PolicyRefusal.Of(decided.Message, decided.Decision)));
            return;
        }

        // From here on nothing depends on the caller still being there: only the vendor's time limit ends the request.
        using var timeout = new CancellationTokenSource(decided.Parsed.Account.Timeout, clock);
        var caller = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        http.Features.Set<IHttpRequestLifetimeFeature>(new VendorLifetime(timeout.Token, caller));
        var handedOn = false;
        try
        {
            (push.Sent, push.Ended) = await ForwardAsync(http, decided, () => handedOn = true, timeout.Token);
        }
        catch
        {
            // Once handed on, nobody can say by himself that it was not sent.
            push.Sent = Sent.All(decided.Decision, handedOn ? VendorOutcome.Unknown : VendorOutcome.Failed);
            throw;
        }
        finally
        {
            http.Features.Set(caller);
        }
    }

    private async Task<(Sent, Ended)> ForwardAsync(HttpContext http, Decided decided, Action handingOn, CancellationToken cancel)
    {
        var (parsed, decision) = (decided.Parsed, decided.Decision);
        var channel = parsed.Channel;
        var plain = channel.Rewrite(parsed.Push, decision);
        if (!OutgoingCheck.NamesThePermitted(decided, plain))
        {
            log.LogCritical(
                "decision {Decision}: the rewritten request names others than were permitted; not forwarded",
                parsed.DecisionId
            );
            return NotSent(decided, GatewayRefusals.OutgoingDiffers);
        }

        var (sent, refusal) = await SendAsync(http, parsed, plain, handingOn, cancel);
        var reply = Read(sent);
        if (reply is { TokenRefused: true })
        {
            // Before it read the push: once more with a fresh one.
            await channel.DropTokenAsync(parsed.Account);
            (sent, refusal) = await SendAsync(http, parsed, plain, handingOn, cancel);
            reply = Read(sent);
        }

        if (refusal is not null)
            return NotSent(decided, refusal);
        return reply is not null ? Answered(decided, sent.BodyWhole, sent.Response!, reply)
            : sent.BodyWhole ? Lost(decided)
            : NotSent(decided, GatewayRefusals.VendorUnreached);

        VendorReply? Read(VendorExchange exchange) =>
            exchange.Response is { } response ? channel.ReadReply(parsed.Push, decision, parsed.Account, response) : null;
    }

    private static (Sent, Ended) Answered(Decided decided, bool whole, VendorResponse response, VendorReply reply)
    {
        var (parsed, decision) = (decided.Parsed, decided.Decision);
        var sent = new Sent(whole ? reply.Outcomes : [.. reply.Outcomes.Select(Cut)], reply);
        var refusal =
            sent.IsUnclear ? Refusals.VendorUnclear(reply.Code)
            : reply.IsUnreadable ? Refusals.VendorRejected(reply.Code)
            : null;
        return (
            sent,
            refusal is null
                ? new Ended(parsed.Channel.MergeReply(parsed.Push, decision, response, reply))
                : new Ended(refusal, Refused(decided, refusal))
        );
    }

    /// <summary>A body that the vendor did not get whole was not carried out, unless the vendor itself says that it was.</summary>
    private static VendorOutcome Cut(VendorOutcome outcome) =>
        outcome is VendorOutcome.Accepted or VendorOutcome.NotSent ? outcome : VendorOutcome.Failed;

    /// <param name="handingOn">Called before the first byte may leave.</param>
    private async Task<(VendorExchange Sent, Refusal? Unsigned)> SendAsync(
        HttpContext http,
        Parsed parsed,
        OutboundRequest plain,
        Action handingOn,
        CancellationToken cancel
    )
    {
        var signing = await parsed.Channel.Sign(plain, parsed.Account, clock, cancel);
        if (signing is not Signing.Signed signed)
            return (VendorExchange.None, ((Signing.Unsigned)signing).Refusal);
        handingOn();
        return (await VendorCall.ForwardAsync(http, signed.Request, parsed.Account, _replyLimit, next), null);
    }

    private static (Sent, Ended) NotSent(Decided decided, Refusal refusal) =>
        (Sent.All(decided.Decision, VendorOutcome.Failed), new Ended(refusal, Refused(decided, refusal)));

    private static (Sent, Ended) Lost(Decided decided) =>
        (
            Sent.All(decided.Decision, VendorOutcome.Unknown),
            new Ended(GatewayRefusals.VendorSilent, Refused(decided, GatewayRefusals.VendorSilent))
        );

    private static Answer Refused(Decided decided, Refusal refusal) => decided.Parsed.Channel.Refuse(decided.Parsed.Push, refusal);

    /// <summary>What YARP sees as the request's lifetime: the vendor's time limit, not the caller's patience.</summary>
    private sealed class VendorLifetime(CancellationToken timeout, IHttpRequestLifetimeFeature caller) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = timeout;

        public void Abort() => caller.Abort();
    }
}
