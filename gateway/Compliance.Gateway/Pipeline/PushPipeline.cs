using Compliance.Gateway.Model;

namespace Compliance.Gateway.Pipeline;

internal static class PushPipeline
{
    /// <summary>The way of a push, top to bottom; each step makes its own stage of <see cref="PushExchange"/>.</summary>
    public static void MapPushes(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapReverseProxy(proxy =>
            {
                proxy.UseMiddleware<AnswerMiddleware>(); // outermost: refusal, exception or vendor failure → the provider's own words and the Compliance-* headers
                proxy.UseMiddleware<MatchChannelMiddleware>(); // prefix, host or action → channel; reads the body, bounded
                proxy.UseMiddleware<IdentifySenderMiddleware>(); // native credential or Compliance-Key → sender
                proxy.UseMiddleware<ParseMessageMiddleware>(); // bytes → push; a known Idempotency-Key is answered here
                proxy.UseMiddleware<DecideMiddleware>(); // facts → draft → reserve → decision; on the way back commits, releases or leaves reserved
                proxy.UseMiddleware<RecordMiddleware>(); // entry and evidence durable before anything leaves, the outcome after it
                proxy.UseMiddleware<EnforceMiddleware>(); // refuse, or rewrite, sign and forward; merges the reply
                proxy.UseLoadBalancing();
            })
            .WithMetadata(new AnswersOn(Listener.Push));
}
