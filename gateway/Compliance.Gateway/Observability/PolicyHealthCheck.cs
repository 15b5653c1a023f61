using Compliance.Gateway.LivePolicies;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compliance.Gateway.Observability;

/// <summary>Ready means that a set is live; a newer one that failed to load shows as degraded, with its first error and the live one's age.</summary>
internal sealed class PolicyHealthCheck(LivePolicySet live, TimeProvider clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check(live.State));

    private HealthCheckResult Check(PolicyState state) =>
        (state.IsLoaded, state.Fault) switch
        {
            (false, var fault) => HealthCheckResult.Unhealthy(
                fault is null ? "no policy set is loaded" : $"no policy set is loaded; the newest one did not load: {fault}"
            ),
            (true, null) => HealthCheckResult.Healthy($"revision {state.Set.Revision}, {state.Set.Rules.Length} rules"),
            (true, var fault) => HealthCheckResult.Degraded(
                $"the newest set did not load, revision {state.Set.Revision[..12]} stays live, since {state.LiveSince:O}, {PolicyState.Told(clock.GetUtcNow() - (state.LiveSince ?? clock.GetUtcNow()))}: {fault}"
            ),
        };
}
