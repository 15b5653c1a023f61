namespace Compliance.Gateway.Stores.Activity;

/// <summary>Signatures and nonces that were used. A key is kept until the credential that it belongs to would be refused as too old anyway.</summary>
internal interface IReplayStore
{
    /// <param name="key">Names the sender as well: nonces of two senders don't collide.</param>
    /// <returns>True for one caller, the first, of however many at once.</returns>
    ValueTask<bool> TryUseAsync(string key, DateTimeOffset expires);
}
