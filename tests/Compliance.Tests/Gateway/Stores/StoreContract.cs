namespace Compliance.Tests.Gateway.Stores;

/// <summary>What the contract of a store about people needs of whoever keeps it: to be opened anew, to be lost, and to come back.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    /// <summary>The people, and the embedded stores' folder.</summary>
    private protected StoreBench Bench { get; } = new();

    /// <summary>As after a restart of the process.</summary>
    private protected abstract void Restart();

    private protected abstract Task LoseAsync();

    private protected abstract Task BringBackAsync();

    public Task InitializeAsync()
    {
        Restart();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Bench.DisposeAsync();
}
