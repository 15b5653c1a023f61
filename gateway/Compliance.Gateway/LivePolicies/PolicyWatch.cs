using Compliance.Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.LivePolicies;

/// <summary>
/// Looks at the folder every few seconds. Polling, because file events get lost on network folders and by editors that
/// save through a rename.
/// </summary>
internal sealed class PolicyWatch(PolicyPublisher publisher, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<PolicyWatch> log)
    : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first load is awaited: nothing is served before there is a verdict on the policies.
        await publisher.ReloadAsync("start", cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Value.Policies;
        var seen = FolderStamp.Of(settings.Folder);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.PollSeconds), clock);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                var stamp = FolderStamp.Of(settings.Folder);
                if (stamp == seen)
                    continue;
                await publisher.ReloadAsync("watch", stoppingToken);
                seen = stamp;
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                // Tried again at the next tick; the last good set stays live.
                log.LogError(broken, "policies could not be published");
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
