namespace Compliance.Gateway.Stores;

/// <summary>A store can't be asked or written to now. Admin calls answer 503; facts become Unavailable and never get here.</summary>
internal sealed class StoreUnavailableException(string store, string problem, Exception? inner = null)
    : Exception($"{store}: {problem}", inner)
{
    public string Store { get; } = store;
}
