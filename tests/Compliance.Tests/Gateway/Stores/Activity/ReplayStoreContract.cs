using Compliance.Gateway.Stores.Activity;

namespace Compliance.Tests.Gateway.Stores.Activity;

/// <summary>What every store of used signatures keeps.</summary>
public abstract class ReplayStoreContract
{
    private protected abstract SetClock Clock { get; }

    private protected abstract IReplayStore Store { get; }

    [Fact]
    public async Task A_key_can_be_used_once_until_it_expires()
    {
        var expires = Clock.GetUtcNow().AddMinutes(5);
        Assert.True(await Store.TryUseAsync(new("crm:n1", expires)));
        Assert.False(await Store.TryUseAsync(new("crm:n1", expires)));
        Assert.True(await Store.TryUseAsync(new("erp:n1", expires)));
        Clock.Now = expires;
        Assert.True(await Store.TryUseAsync(new("crm:n1", expires.AddMinutes(5))));
    }

    [Fact]
    public async Task What_was_given_back_can_be_used_again_and_nothing_else()
    {
        var (signature, other) = (
            new UsedSignature("crm:n1", Clock.GetUtcNow().AddMinutes(5)),
            new UsedSignature("crm:n2", Clock.GetUtcNow())
        );
        Assert.True(await Store.TryUseAsync(signature));
        await Store.GiveBackAsync(other);
        Assert.False(await Store.TryUseAsync(signature));
        await Store.GiveBackAsync(signature);
        Assert.True(await Store.TryUseAsync(signature));
        Assert.False(await Store.TryUseAsync(signature));
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_the_key()
    {
        var expires = Clock.GetUtcNow().AddMinutes(5);
        var used = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(_ => Task.Run(async () => await Store.TryUseAsync(new("crm:n1", expires))))
        );
        Assert.Single(used, first => first);
    }

    [Fact]
    public async Task Sweeping_forgets_only_what_expired()
    {
        var start = Clock.GetUtcNow();
        Assert.True(await Store.TryUseAsync(new("stays", start.AddHours(2))));
        for (var i = 0; i < 5_000; i++)
        {
            Clock.Now = start.AddSeconds(i);
            Assert.True(await Store.TryUseAsync(new($"n{i}", Clock.Now.AddSeconds(1))));
        }

        Clock.Now = start;
        Assert.False(await Store.TryUseAsync(new("stays", start.AddHours(2))));
    }
}
