using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;

namespace Compliance.Gateway.Pipeline;

/// <summary>Bytes → a push that the vendor could carry; a known Idempotency-Key is answered here.</summary>
internal sealed class ParseMessageMiddleware(
    RequestDelegate next,
    VendorRegistry vendors,
    IdempotentReplies replies,
    IngressCounters counters,
    TimeProvider clock
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var push = PushExchange.Of(http);
        push.Headers = PushHeaders.Read(http.Request.Headers);
        if (push.Headers.Problem is { } problem)
        {
            push.Refusal = GatewayRefusals.BadHeaders(problem);
            return;
        }

        switch (push.Channel!.Parse(push.Inbound!, push.Sender!))
        {
            case ParseResult.LocalAnswer local:
                counters.AnsweredLocally();
                push.Answer = local.Answer;
                return;
            case ParseResult.Unreadable unreadable:
                push.Refusal = unreadable.Refusal;
                return;
            case ParseResult.Push parsed:
                push.Push = parsed.Parsed;
                break;
        }

        if (!push.Sender!.MayUseAccount(push.Push!.Account))
        {
            push.Refusal = GatewayRefusals.AccountNotAllowed;
            return;
        }

        push.Account = vendors.Find(push.Channel.Id, push.Push!.Account);
        if (push.Account is null)
            push.Refusal = GatewayRefusals.VendorUnset(push.Channel.Id, push.Push.Account);
        else if (!push.Sender!.MayPursue(push.Headers.Purpose ?? push.Sender.Purpose))
            push.Refusal = GatewayRefusals.PurposeNotAllowed;
        if (push.Refusal is not null)
            return;

        push.DecisionId = EntryId.New(clock.GetUtcNow());
        if (push.Headers.IdempotencyKey is { } key && !push.Headers.DryRun)
            await replies.OnceAsync(push, key, () => next(http));
        else
            await next(http);
    }
}
