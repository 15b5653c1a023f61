using Compliance.Audit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compliance.Gateway.Observability;

/// <summary>No record, no send: a trail that can't write makes the gateway not ready.</summary>
internal sealed class AuditHealthCheck(AuditTrail trail) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = trail.Health;
        var detail =
            $"{health.Size} entries, {health.SignedSize} under the signed root, index {health.IndexLag} behind, {health.InDoubt} in doubt";
        if (!health.Writable)
            return Task.FromResult(HealthCheckResult.Unhealthy($"not writable since {health.Since:O}: {health.Reason}; {detail}"));
        return Task.FromResult(
            health.Reason is { } reason ? HealthCheckResult.Degraded($"{reason}; {detail}") : HealthCheckResult.Healthy(detail)
        );
    }
}
