using System.Globalization;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;

namespace Compliance.Gateway.Pipeline;

/// <summary>
/// Outermost. Whatever happened (an answer, a refusal as a value, an exception) leaves as one answer in the provider's own
/// words with the <c>Compliance-*</c> headers. A refusal of a known sender is recorded here as a decision without recipients.
/// </summary>
internal sealed class AnswerMiddleware(
    RequestDelegate next,
    DecisionRecorder recorder,
    LivePolicySet live,
    VendorRegistry vendors,
    IngressCounters counters,
    ILogger<AnswerMiddleware> log
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        counters.Received();
        var push = new PushExchange();
        http.Features.Set(push);
        try
        {
            await next(http);
        }
        catch (AuditUnavailableException unavailable)
        {
            log.LogError("nothing forwarded, the audit trail can't write: {Reason}", unavailable.Message);
            counters.NotRecorded();
            push.Refuse(GatewayRefusals.NotRecorded);
        }
        catch (Exception broken)
        {
            log.LogError(broken, "push failed in the gateway, decision {Decision}", push.DecisionId);
            push.Refuse(push.Sent is { NothingLeft: false } ? GatewayRefusals.BrokenAfterSending : GatewayRefusals.Broken);
        }

        await WriteAsync(http, push, InCallersFormat(push, push.Ended?.Answer ?? await RefuseAsync(push)));
    }

    // A dry run's answer is the gateway's own, not the provider's.
    private static Answer InCallersFormat(PushExchange push, Answer answer) =>
        push is { Arrived: { } arrived, Parsed: null or { Headers.DryRun: false } }
            ? arrived.Channel.InCallersFormat(arrived.Request, answer)
            : answer;

    private async Task<Answer> RefuseAsync(PushExchange push)
    {
        var refusal = push.Refusal ?? GatewayRefusals.Broken;
        if (push.Recorded is null && refusal != GatewayRefusals.NotRecorded)
            refusal = await RecordAsync(push, refusal);
        return push.Arrived is { Channel: var channel } ? channel.Refuse(push.Parsed?.Push, refusal) : UnknownDialect.Refuse(404, refusal);
    }

    /// <summary>A known sender's refusal stands in the log; a stranger's is counted, so that he can't fill it.</summary>
    private async Task<Refusal> RecordAsync(PushExchange push, Refusal refusal)
    {
        if ((push.Identified?.Sender ?? push.Ended?.Known) is not { } sender)
        {
            if (push.Arrived is null)
                counters.UnknownChannel();
            else
                counters.UnknownSender();
            return refusal;
        }

        try
        {
            var id = await recorder.RecordRefusalAsync(push.Arrived!.Channel, sender, refusal);
            push.Ended = new Ended(refusal) { DecisionId = id };
            counters.Decided();
            return refusal;
        }
        catch (AuditUnavailableException)
        {
            counters.NotRecorded();
            return GatewayRefusals.NotRecorded;
        }
    }

    private async Task WriteAsync(HttpContext http, PushExchange push, Answer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        foreach (var (name, value) in ComplianceHeaders.Of(push))
            response.Headers.TryAdd(name, value);
        if (vendors.UsesSandbox)
            response.Headers.TryAdd(ComplianceHeaders.Sandbox, "true");
        response.Headers.TryAdd(ComplianceHeaders.PolicyRevision, live.Set.Revision);
        response.Headers.TryAdd(
            ComplianceHeaders.Removed,
            push.Refusal is null ? "0" : (push.Parsed?.Push.Recipients.Length ?? 0).ToString(CultureInfo.InvariantCulture)
        );
        response.ContentLength = answer.Body.Length;
        // The caller may be gone: the decision stands all the same.
        if (!http.RequestAborted.IsCancellationRequested && answer.Body.Length > 0)
            await response.Body.WriteAsync(answer.Body, CancellationToken.None);
    }
}
