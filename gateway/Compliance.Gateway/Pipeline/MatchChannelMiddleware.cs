using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Registry;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Pipeline;

/// <summary>Prefix, host or action → channel; reads the body, bounded.</summary>
internal sealed class MatchChannelMiddleware(
    RequestDelegate next,
    ChannelRegistry channels,
    SenderRegistry senders,
    BodyBudget budget,
    TimeProvider clock,
    IOptions<GatewayOptions> options
)
{
    private readonly int _limit = options.Value.Limits.BodyBytes;

    public async Task InvokeAsync(HttpContext http)
    {
        var push = PushExchange.Of(http);
        var match = channels.Match(http.Request);
        if (match is null && !channels.NeedsForm(http.Request))
        {
            push.Refuse(GatewayRefusals.NoChannel);
            return;
        }

        var body = await BodyRead.ReadAsync(http.Request, _limit, bytes => budget.Take(bytes, IsNamedInHead(http, match)));
        var bytes = body is BodyRead.Complete read ? read.Bytes : default;
        match ??= channels.MatchForm(bytes.Span);
        if (match is null)
        {
            push.Refuse(body is BodyRead.Complete ? GatewayRefusals.NoChannel : GatewayRefusals.Body(body));
            return;
        }

        push.Arrived = new Arrived(
            match.Channel,
            InboundRequest.From(http, match, bytes),
            body is BodyRead.Complete ? null : GatewayRefusals.Body(body)
        );
        await next(http);
    }

    private bool IsNamedInHead(HttpContext http, ChannelMatch? match) =>
        match is not null && match.Channel.IsNamedInHead(InboundRequest.From(http, match, default), senders, clock);
}
