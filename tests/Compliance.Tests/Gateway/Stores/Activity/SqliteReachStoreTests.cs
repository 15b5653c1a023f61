using Compliance.Gateway.Stores.Activity;

namespace Compliance.Tests.Gateway.Stores.Activity;

public sealed class SqliteReachStoreTests : ReachStoreContract
{
    private SqliteReachStore? _store;

    private protected override IReachStore Store => _store ?? throw new InvalidOperationException("not open");

    private protected override void Restart()
    {
        // What it has not written yet it writes now.
        _store?.Dispose();
        _store = new SqliteReachStore(Bench.Reopen());
    }

    private protected override Task LoseAsync() => Bench.LoseAsync("reach");

    private protected override Task BringBackAsync() => Bench.BringBackAsync("reach");
}
