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
        var decision = push.Decision!;
        if (decision.Effect == DecisionEffect.Deny)
        {
            push.Answer = push.Channel!.Refuse(push.Push, PolicyRefusal.Of(push.Message!, decision));
            return;
        }

        // From here on nothing depends on the caller still being there: only the vendor's time limit ends the request.
        using var timeout = new CancellationTokenSource(push.Account!.Timeout, clock);
        var caller = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        http.Features.Set<IHttpRequestLifetimeFeature>(new VendorLifetime(timeout.Token, caller));
        try
        {
            await ForwardAsync(http, push, decision, timeout.Token);
        }
        finally
        {
            http.Features.Set(caller);
        }
    }

    private async Task ForwardAsync(HttpContext http, PushExchange push, Decision decision, CancellationToken cancel)
    {
        var channel = push.Channel!;
        var plain = channel.Rewrite(push.Push!, decision);
        if (!OutgoingCheck.NamesThePermitted(push, plain))
        {
            log.LogCritical("decision {Decision}: the rewritten request names others than were permitted; not forwarded", push.DecisionId);
            NotSent(push, GatewayRefusals.OutgoingDiffers);
            return;
        }

        var sent = await SendAsync(http, push, plain, cancel);
        if (sent.Response is null)
            return;
        var reply = channel.ReadReply(push.Push!, decision, push.Account!, sent.Response);
        if (reply.TokenRefused)
        {
            // Before it read the push: once more with a fresh one.
            await channel.DropTokenAsync(push.Account!);
            sent = await SendAsync(http, push, plain, cancel);
            if (sent.Response is null)
                return;
            reply = channel.ReadReply(push.Push!, decision, push.Account!, sent.Response);
        }

        push.Reply = reply;
        push.Outcomes = sent.BodyWhole ? reply.Outcomes : [.. reply.Outcomes.Select(Cut)];
        push.MayHaveBeenSent = push.Outcomes.Contains(VendorOutcome.Unknown);
        push.Refusal =
            push.MayHaveBeenSent ? Refusals.VendorUnclear(reply.Code)
            : reply.IsUnreadable ? Refusals.VendorRejected(reply.Code)
            : null;
        push.Answer = push.Refusal is { } refusal
            ? channel.Refuse(push.Push, refusal)
            : channel.MergeReply(push.Push!, decision, sent.Response, reply);
    }

    /// <summary>A body that the vendor did not get whole was not carried out, unless the vendor itself says that it was.</summary>
    private static VendorOutcome Cut(VendorOutcome outcome) =>
        outcome is VendorOutcome.Accepted or VendorOutcome.NotSent ? outcome : VendorOutcome.Failed;

    /// <returns>Without a response, outcome and answer are set.</returns>
    private async Task<VendorExchange> SendAsync(HttpContext http, PushExchange push, OutboundRequest plain, CancellationToken cancel)
    {
        var signing = await push.Channel!.Sign(plain, push.Account!, clock, cancel);
        if (signing is not Signing.Signed signed)
        {
            NotSent(push, ((Signing.Unsigned)signing).Refusal);
            return VendorExchange.None;
        }

        push.Forwarded = true;
        var sent = await VendorCall.ForwardAsync(http, signed.Request, push.Account!, _replyLimit, next);
        if (sent.Response is null)
        {
            if (sent.BodyWhole)
                Lost(push);
            else
                NotSent(push, GatewayRefusals.VendorUnreached);
        }

        return sent;
    }

    private static void NotSent(PushExchange push, Refusal refusal)
    {
        push.Outcomes = VendorOutcomes.Of(push.Decision!, _ => VendorOutcome.Failed);
        push.Refusal = refusal;
        push.Answer = push.Channel!.Refuse(push.Push, refusal);
    }

    private static void Lost(PushExchange push)
    {
        push.MayHaveBeenSent = true;
        push.Outcomes = VendorOutcomes.Of(push.Decision!, _ => VendorOutcome.Unknown);
        push.Refusal = GatewayRefusals.VendorSilent;
        push.Answer = push.Channel!.Refuse(push.Push, GatewayRefusals.VendorSilent);
    }

    /// <summary>What YARP sees as the request's lifetime: the vendor's time limit, not the caller's patience.</summary>
    private sealed class VendorLifetime(CancellationToken timeout, IHttpRequestLifetimeFeature caller) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = timeout;

        public void Abort() => caller.Abort();
    }
}
