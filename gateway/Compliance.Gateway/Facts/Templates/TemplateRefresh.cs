using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Registry;
using Compliance.Gateway.Stores;
using Compliance.Gateway.Stores.Templates;

namespace Compliance.Gateway.Facts.Templates;

/// <summary>At start and daily: asks the providers again for every template that they told. Pushes meanwhile are judged by what was told before.</summary>
internal sealed class TemplateRefresh(
    ITemplateStore store,
    TemplateLookup lookup,
    ChannelRegistry channels,
    VendorRegistry vendors,
    TimeProvider clock,
    ILogger<TemplateRefresh> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, clock);
        do await RefreshAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var fetched in store.AllFetched())
                if (
                    channels.Find(fetched.Key.Channel) is { } channel and IProviderTemplates
                    && vendors.Find(fetched.Key.Channel, fetched.Key.Account) is { } account
                )
                    await lookup.RefreshAsync(fetched.Key, channel, account, cancel);
        }
        catch (StoreUnavailableException unavailable)
        {
            log.LogWarning("templates stay as they were told: {Problem}", unavailable.Message);
        }
    }
}
