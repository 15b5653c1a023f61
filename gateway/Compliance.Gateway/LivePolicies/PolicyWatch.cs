using Compliance.Gateway.Model;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.LivePolicies;

/// <summary>
/// Looks at the folder every few seconds. Polling, because file events get lost on network folders and by editors that
/// save through a rename.
/// </summary>
internal sealed class PolicyWatch(PolicyPublisher publisher, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<PolicyWatch> log)
    : BackgroundService
{
    private readonly PoliciesOptions _settings = options.Value.Policies;

    /// <summary>Taken before the load: what is saved while it reads differs from this, and is loaded at the next look.</summary>
    private FolderStamp _seen;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = FolderStamp.Of(_settings.Folder);
        // The first load is awaited: nothing is served before there is a verdict on the policies.
        await publisher.ReloadAsync("start", cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(_settings.PollSeconds), clock);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                var stamp = FolderStamp.Of(_settings.Folder);
                if (stamp == _seen)
                    continue;
                await publisher.ReloadAsync("watch", stoppingToken);
                _seen = stamp;
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
