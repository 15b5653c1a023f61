namespace Compliance.Tests.Gateway.Console;

/// <summary>One gateway for the tests of a class; each test brings accounts of its own.</summary>
public abstract class ConsoleTests(ConsoleTests.SharedBench shared) : IClassFixture<ConsoleTests.SharedBench>
{
    private protected ConsoleBench Bench => shared.Bench;

    public sealed class SharedBench : IAsyncLifetime
    {
        private ConsoleBench? _bench;

        internal ConsoleBench Bench => _bench ?? throw new InvalidOperationException("not started");

        public async Task InitializeAsync() => _bench = await ConsoleBench.StartAsync();

        public async Task DisposeAsync() => await Bench.DisposeAsync();
    }
}
