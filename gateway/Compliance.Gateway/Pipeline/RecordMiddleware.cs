using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Pipeline;

/// <summary>Entry and evidence durable before anything leaves, the outcome after it.</summary>
internal sealed class RecordMiddleware(
    RequestDelegate next,
    DecisionRecorder recorder,
    IngressCounters counters,
    ILogger<RecordMiddleware> log
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var push = PushExchange.Of(http);
        var decided = push.Decided!;
        await recorder.RecordAsync(
            decided.Parsed.DecisionId,
            decided.Message,
            decided.Decision,
            decided.People,
            decided.Evidence,
            new Arrival(decided.Parsed.From.Signature, decided.Parsed.Push.Ignored)
        );
        push.Recorded = new Recorded(decided);
        counters.Decided();
        if (decided.Decision.Effect == DecisionEffect.Deny)
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            await RecordOutcomeAsync(push, decided, push.Sent ?? Sent.All(decided.Decision, VendorOutcome.Unknown));
        }
    }

    private async Task RecordOutcomeAsync(PushExchange push, Decided decided, Sent sent)
    {
        try
        {
            await recorder.RecordOutcomeAsync(
                decided.Parsed.DecisionId,
                decided.People,
                sent.Outcomes,
                !decided.Decision.Held.IsEmpty,
                sent.Reply,
                sent.Reply is null ? push.Refusal?.Reason : null
            );
            push.OutcomeRecorded = true;
        }
        catch (AuditUnavailableException unavailable)
        {
            // The decision stays in doubt and is settled at the next start; the vendor has answered, so the caller hears it.
            log.LogError("outcome of decision {Decision} not recorded: {Reason}", decided.Parsed.DecisionId, unavailable.Message);
        }
    }
}
