using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Registry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compliance.Gateway.Observability;

/// <summary>Names the channels that refuse for want of a vendor; a brand that doesn't use them is ready all the same.</summary>
internal sealed class VendorsHealthCheck(VendorRegistry vendors, ChannelRegistry channels) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (vendors.UsesSandbox)
            return Task.FromResult(HealthCheckResult.Degraded("the sandbox answers every push, nothing leaves this process"));
        var unset = string.Join(", ", vendors.Unset(channels.Carried));
        return Task.FromResult(
            HealthCheckResult.Healthy(unset.Length == 0 ? "every channel has a vendor" : $"without a vendor, so these refuse: {unset}")
        );
    }
}
