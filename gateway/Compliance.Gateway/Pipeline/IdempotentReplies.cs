using System.Text;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Stores.Idempotency;

namespace Compliance.Gateway.Pipeline;

/// <summary>
/// One <c>Idempotency-Key</c> of one sender sends once; every repetition of what was sent hears what the first one heard. A push of which nothing left is
/// judged anew: the consent may have come, or the text be mended, and nobody gets anything twice.
/// </summary>
internal sealed class IdempotentReplies(IIdempotencyStore store, IngressCounters counters)
{
    private const int Conflict = StatusCodes.Status409Conflict;

    public async Task OnceAsync(PushExchange push, string key, Func<Task> send)
    {
        var parsed = push.Parsed!;
        var sender = parsed.Sender.Name;
        var body = Fingerprint(parsed.Channel, parsed.From.Arrived.Request);
        switch (await store.ClaimAsync(sender, key, body, parsed.DecisionId, CancellationToken.None))
        {
            case IdempotencyClaim.Fresh:
                await SendAsync(push, sender, key, send);
                break;
            case IdempotencyClaim.Known known:
                push.Ended = new Ended(new Answer(known.Reply.Status, [.. known.Reply.Headers], known.Reply.Body))
                {
                    DecisionId = known.Reply.DecisionId,
                };
                counters.Replayed();
                break;
            case IdempotencyClaim.InFlight busy:
                Refuse(
                    push,
                    RefusalKind.Later,
                    parsed.DecisionId,
                    "idempotency-in-flight",
                    "同一 Idempotency-Key 的请求正在处理，请稍后再取结果",
                    busy.RetryAfter
                );
                break;
            case IdempotencyClaim.InDoubt doubt:
                Refuse(
                    push,
                    RefusalKind.OutcomeUnknown,
                    doubt.DecisionId,
                    "idempotency-in-doubt",
                    "同一 Idempotency-Key 的消息可能已经发出，网关不会再发：请凭决定编号核对",
                    null
                );
                break;
            case IdempotencyClaim.OtherBody other:
                Refuse(
                    push,
                    RefusalKind.Unreadable,
                    other.DecisionId,
                    "idempotency-other-body",
                    "同一 Idempotency-Key 已用于内容不同的请求，请换一个 Key",
                    null
                );
                break;
            default:
                push.Refuse(GatewayRefusals.NoIdempotency);
                break;
        }
    }

    private async Task SendAsync(PushExchange push, string sender, string key, Func<Task> send)
    {
        try
        {
            await send();
        }
        catch
        {
            await (push.Recorded is not null ? store.DoubtAsync(sender, key) : store.AbandonAsync(sender, key));
            throw;
        }

        if (push is not { Recorded: not null, Sent: { NothingLeft: false } sent, Ended.Answer: { } answer })
            await store.AbandonAsync(sender, key);
        else if (sent.IsUnclear)
            await store.DoubtAsync(sender, key);
        else
            await store.CompleteAsync(
                sender,
                key,
                new StoredReply(push.DecisionId!, answer.Status, [.. answer.Headers, .. ComplianceHeaders.Of(push)], answer.Body)
            );
    }

    private void Refuse(PushExchange push, RefusalKind kind, string decision, string reason, string message, TimeSpan? retryAfter)
    {
        var refusal = Refusal.Of(kind, reason, message, $"decision {decision}") with { RetryAfter = retryAfter };
        var answer = push.Parsed!.Channel.Refuse(push.Parsed.Push, refusal);
        if (retryAfter is { } wait)
            answer = answer.RetryAfter(wait);
        push.Ended = new Ended(refusal, answer with { Status = Conflict }) { DecisionId = decision };
        counters.Replayed();
    }

    /// <summary>Everything of the request that says what is sent; signatures and dates differ between honest repetitions.</summary>
    private static byte[] Fingerprint(Channel channel, InboundRequest request)
    {
        var query = request.RawQuery.Split('&').Where(pair => !IsVolatile(channel, pair)).Order(StringComparer.Ordinal);
        var said = request
            .Headers.Where(header => PushHeaders.SaysWhatIsSent(header.Key))
            .Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}\n")
            .Order(StringComparer.Ordinal);
        var head = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}?{string.Join('&', query)}\n{string.Concat(said)}");
        return [.. head, .. Body(channel, request).Span];
    }

    /// <summary>Some clients sign in the form.</summary>
    private static ReadOnlyMemory<byte> Body(Channel channel, InboundRequest request)
    {
        if (channel.Volatile.Count == 0 || request.Body.IsEmpty || RequestBody.RefuseUnlessForm(request) is not null)
            return request.Body;
        var pairs = Encoding.Latin1.GetString(request.Body.Span).Split('&');
        return Encoding.Latin1.GetBytes(string.Join('&', pairs.Where(pair => !IsVolatile(channel, pair))));
    }

    private static bool IsVolatile(Channel channel, string pair) => channel.Volatile.Contains(pair.Split('=')[0]);
}
