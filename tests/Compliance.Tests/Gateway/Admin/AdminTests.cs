namespace Compliance.Tests.Gateway.Admin;

/// <summary>Each test has a bench of its own.</summary>
public abstract class AdminTests : IAsyncLifetime
{
    private AdminBench? _bench;

    private protected AdminBench Bench => _bench ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync() => _bench = await AdminBench.StartAsync();

    public async Task DisposeAsync() => await Bench.DisposeAsync();
}
