using Compliance.Gateway.Model;
using Compliance.Gateway.Stores;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Console.Accounts;

/// <summary>While nobody can sign in, each start prints a one-time link that makes the administrator: to the terminal alone, never to the log.</summary>
internal sealed class FirstAccount(
    IAccountStore accounts,
    OneTimeLinks links,
    IServer server,
    IOptions<GatewayOptions> options,
    ILogger<FirstAccount> log
) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (accounts.All().Count > 0)
                return;
            var link = Address() + await links.MakeAsync("");
            await System.Console.Out.WriteLineAsync(
                $"console: nobody has an account yet. Make the administrator's, once, within {OneTimeLinks.FirstGood.TotalHours:0} hours: {link}"
            );
        }
        catch (StoreUnavailableException broken)
        {
            // Pushes don't wait for the console; the next start tries again.
            log.LogError(broken, "the first account's link could not be made");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>With port 0 only the server knows the address; the admin listener is bound second.</summary>
    private string Address()
    {
        var configured = BindingAddress.Parse(options.Value.Listeners.Admin);
        var bound = configured.Port == 0 ? server.Features.Get<IServerAddressesFeature>()?.Addresses.ElementAtOrDefault(1) : null;
        return (bound ?? options.Value.Listeners.Admin).TrimEnd('/');
    }
}
