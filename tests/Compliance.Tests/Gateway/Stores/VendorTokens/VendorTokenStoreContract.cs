using Compliance.Gateway.Stores.VendorTokens;

namespace Compliance.Tests.Gateway.Stores.VendorTokens;

/// <summary>What every store of the vendors' tokens keeps.</summary>
public abstract class VendorTokenStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 12, 2, 4, 0, 0, TimeSpan.Zero);

    private protected abstract IVendorTokenStore Store { get; }

    [Fact]
    public async Task A_token_is_its_accounts_until_it_ends()
    {
        Assert.Null(await Store.FindAsync("wecom", "default", Now));
        await Store.PutAsync("wecom", "default", "t1", Now.AddHours(2));
        Assert.Equal("t1", await Store.FindAsync("wecom", "default", Now.AddMinutes(119)));
        Assert.Null(await Store.FindAsync("wecom", "default", Now.AddHours(2)));
        Assert.Null(await Store.FindAsync("wecom", "other", Now));
        Assert.Null(await Store.FindAsync("wechat", "default", Now));
    }

    [Fact]
    public async Task A_refused_token_is_gone_and_the_next_takes_its_place()
    {
        await Store.PutAsync("wecom", "default", "t1", Now.AddHours(2));
        await Store.PutAsync("wecom", "other", "t2", Now.AddHours(2));
        await Store.DropAsync("wecom", "default");
        Assert.Null(await Store.FindAsync("wecom", "default", Now));
        Assert.Equal("t2", await Store.FindAsync("wecom", "other", Now));
        await Store.PutAsync("wecom", "default", "t3", Now.AddHours(2));
        Assert.Equal("t3", await Store.FindAsync("wecom", "default", Now));
    }
}
