using System.Collections.Concurrent;

namespace Compliance.Gateway.Stores.VendorTokens;

internal sealed class MemoryVendorTokenStore : IVendorTokenStore
{
    private readonly ConcurrentDictionary<(string Channel, string Account), (string Token, DateTimeOffset Until)> _tokens = new();

    public ValueTask<string?> FindAsync(string channel, string account, DateTimeOffset now) =>
        ValueTask.FromResult(_tokens.TryGetValue((channel, account), out var kept) && now < kept.Until ? kept.Token : null);

    public ValueTask PutAsync(string channel, string account, string token, DateTimeOffset until)
    {
        _tokens[(channel, account)] = (token, until);
        return ValueTask.CompletedTask;
    }

    public ValueTask DropAsync(string channel, string account)
    {
        _tokens.TryRemove((channel, account), out _);
        return ValueTask.CompletedTask;
    }
}
