using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Stores.Activity;

namespace Compliance.Gateway.Pipeline;

/// <summary>Native credential, whose signature covers the body, or <c>Compliance-Key</c> → sender.</summary>
internal sealed class IdentifySenderMiddleware(RequestDelegate next, SenderRegistry senders, ContentNames names, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext http)
    {
        var push = PushExchange.Of(http);
        var arrived = push.Arrived!;
        var found = arrived.Channel.Identify(arrived.Request, senders, clock);
        push.Ended = (found, arrived.BodyProblem) switch
        {
            // A body that was not read can't be verified: its own problem is what the caller must hear of.
            (Identification.Identified known, { } problem) => new Ended(problem) { Known = known.Sender },
            (Identification.Unidentified stranger, var problem) => new Ended(problem ?? stranger.Refusal) { Known = stranger.Sender },
            _ => null,
        };
        if (push.Ended is not null)
            return Task.CompletedTask;
        var (sender, key, expires) = (Identification.Identified)found;
        push.Identified = new Identified(
            arrived,
            sender,
            key is not null && expires is { } until ? new UsedSignature(names.OfSignature(sender.Name, key), until) : null
        );
        return next(http);
    }
}
