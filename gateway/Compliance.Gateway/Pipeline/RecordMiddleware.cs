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
        await recorder.RecordAsync(
            push.DecisionId!,
            push.Message!,
            push.Decision!,
            push.People,
            push.Evidence!,
            new Arrival(push.Signature, push.Push!.Ignored)
        );
        push.Recorded = true;
        counters.Decided();
        if (push.Decision!.Effect == DecisionEffect.Deny)
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
            await RecordOutcomeAsync(push);
        }
    }

    private async Task RecordOutcomeAsync(PushExchange push)
    {
        if (push.Outcomes.IsDefault)
            push.Outcomes = VendorOutcomes.Of(push.Decision!, _ => push.Forwarded ? VendorOutcome.Unknown : VendorOutcome.Failed);
        try
        {
            await recorder.RecordOutcomeAsync(
                push.DecisionId!,
                push.People,
                push.Outcomes,
                !push.Decision!.Held.IsEmpty,
                push.Reply,
                push.Reply is null ? push.Refusal?.Reason : null
            );
            push.OutcomeRecorded = true;
        }
        catch (AuditUnavailableException unavailable)
        {
            // The decision stays in doubt and is settled at the next start; the vendor has answered, so the caller hears it.
            log.LogError("outcome of decision {Decision} not recorded: {Reason}", push.DecisionId, unavailable.Message);
        }
    }
}
