using Compliance.Gateway.Stores.Activity;

namespace Compliance.Tests.Gateway.Stores.Activity;

public sealed class ReplayCacheTests
{
    private readonly SetClock _clock = new();

    [Fact]
    public void A_key_can_be_used_once_until_it_expires()
    {
        var cache = new ReplayCache(_clock);
        var expires = _clock.GetUtcNow().AddMinutes(5);
        Assert.True(cache.TryUse("crm:n1", expires));
        Assert.False(cache.TryUse("crm:n1", expires));
        Assert.True(cache.TryUse("erp:n1", expires));
        _clock.Now = expires;
        Assert.True(cache.TryUse("crm:n1", expires.AddMinutes(5)));
    }

    [Fact]
    public void Of_many_at_once_one_gets_the_key()
    {
        var cache = new ReplayCache(_clock);
        var won = 0;
        Parallel.For(
            0,
            500,
            _ =>
            {
                if (cache.TryUse("crm:n1", _clock.GetUtcNow().AddMinutes(5)))
                    Interlocked.Increment(ref won);
            }
        );
        Assert.Equal(1, won);
    }

    [Fact]
    public void Sweeping_forgets_only_what_expired()
    {
        var cache = new ReplayCache(_clock);
        var start = _clock.GetUtcNow();
        Assert.True(cache.TryUse("stays", start.AddHours(2)));
        for (var i = 0; i < 5_000; i++)
        {
            _clock.Now = start.AddSeconds(i);
            Assert.True(cache.TryUse($"n{i}", _clock.Now.AddSeconds(1)));
        }

        _clock.Now = start;
        Assert.False(cache.TryUse("stays", start.AddHours(2)));
    }
}
