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
        switch (push.Channel!.Identify(push.Inbound!, senders, clock))
        {
            case Identification.Identified known:
                push.Sender = known.Sender;
                if (known is { ReplayKey: { } key, ReplayExpires: { } expires })
                    push.Signature = new UsedSignature(names.OfSignature(known.Sender.Name, key), expires);
                break;
            case Identification.Unidentified stranger:
                push.Sender = stranger.Sender;
                push.Refusal = stranger.Refusal;
                break;
        }

        // A body that was not read can't be verified: its own problem is what the caller must hear of.
        push.Refusal = push.BodyProblem ?? push.Refusal;
        return push.Refusal is null ? next(http) : Task.CompletedTask;
    }
}
