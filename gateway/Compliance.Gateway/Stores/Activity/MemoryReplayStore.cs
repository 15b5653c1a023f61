using System.Collections.Concurrent;

namespace Compliance.Gateway.Stores.Activity;

/// <summary>Memory is the authority and the audit log is what it is filled from (<c>SignatureRebuild</c>), so that a push pays for no second fsync.</summary>
internal sealed class MemoryReplayStore(TimeProvider clock) : IReplayStore
{
    private const int SweepEvery = 4_096;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);
    private int _added;

    public ValueTask<bool> TryUseAsync(UsedSignature signature) => ValueTask.FromResult(TryUse(signature.Name, signature.Until));

    public ValueTask GiveBackAsync(UsedSignature signature)
    {
        _used.TryRemove(KeyValuePair.Create(signature.Name, signature.Until));
        return ValueTask.CompletedTask;
    }

    private bool TryUse(string key, DateTimeOffset expires)
    {
        var now = clock.GetUtcNow();
        if (Interlocked.Increment(ref _added) % SweepEvery == 0)
            Sweep(now);
        while (!_used.TryAdd(key, expires))
        {
            if (!_used.TryGetValue(key, out var until))
                continue;
            if (until > now)
                return false;
            if (_used.TryUpdate(key, expires, until))
                return true;
        }

        return true;
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, until) in _used)
        {
            if (until <= now)
                _used.TryRemove(KeyValuePair.Create(key, until));
        }
    }
}
