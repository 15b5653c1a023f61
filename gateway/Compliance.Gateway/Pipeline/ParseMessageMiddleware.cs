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
        var from = push.Identified!;
        var headers = PushHeaders.Read(http.Request.Headers);
        if (headers.Problem is { } problem)
        {
            push.Refuse(GatewayRefusals.BadHeaders(problem));
            return;
        }

        switch (from.Channel.Parse(from.Arrived.Request, from.Sender))
        {
            case ParseResult.LocalAnswer local:
                counters.AnsweredLocally();
                push.Ended = new Ended(local.Answer);
                break;
            case ParseResult.Unreadable unreadable:
                push.Refuse(unreadable.Refusal);
                break;
            case ParseResult.Push { Parsed: var read }:
                await GoOnAsync(http, push, headers, read);
                break;
        }
    }

    private async Task GoOnAsync(HttpContext http, PushExchange push, PushHeaders headers, ParsedPush read)
    {
        var from = push.Identified!;
        var account = vendors.Find(from.Channel.Id, read.Account);
        if (Forbids(from, headers, read, account) is { } refusal)
        {
            push.Refuse(refusal);
            return;
        }

        push.Parsed = new Parsed(from, headers, read, account!, EntryId.New(clock.GetUtcNow()));
        if (headers is { IdempotencyKey: { } key, DryRun: false })
            await replies.OnceAsync(push, key, () => next(http));
        else
            await next(http);
    }

    private static Refusal? Forbids(Identified from, PushHeaders headers, ParsedPush read, VendorAccount? account) =>
        !from.Sender.MayUseAccount(read.Account) ? GatewayRefusals.AccountNotAllowed
        : account is null ? GatewayRefusals.VendorUnset(from.Channel.Id, read.Account)
        : !from.Sender.MayPursue(headers.Purpose ?? from.Sender.Purpose) ? GatewayRefusals.PurposeNotAllowed
        : null;
}
