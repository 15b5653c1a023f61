namespace Compliance.Gateway.Stores.VendorTokens;

/// <summary>The tokens that a provider gave for its accounts: fetched once, and used until they end or the provider refuses them.</summary>
internal interface IVendorTokenStore
{
    /// <returns>Null when there is none, or it has ended.</returns>
    ValueTask<string?> FindAsync(string channel, string account, DateTimeOffset now);

    ValueTask PutAsync(string channel, string account, string token, DateTimeOffset until);

    ValueTask DropAsync(string channel, string account);
}
