using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Halts;

namespace Compliance.Tests.Gateway.Stores.Halts;

public sealed class SqliteHaltStoreTests : HaltStoreContract
{
    private IHaltStore? _store;
    private CampaignContents? _campaigns;

    private protected override IHaltStore Store => _store ?? throw new InvalidOperationException("not open");

    private protected override CampaignContents Campaigns => _campaigns ?? throw new InvalidOperationException("not open");

    private protected override void Restart()
    {
        // What it has not written yet it writes now.
        _campaigns?.Dispose();
        var stores = Bench.Reopen();
        _campaigns = new CampaignContents(stores, Names);
        _store = new SqliteHaltStore(stores, _campaigns, new byte[32]);
    }

    private protected override Task LoseAsync() => Bench.LoseAsync("halts");

    private protected override Task BringBackAsync() => Bench.BringBackAsync("halts");
}
