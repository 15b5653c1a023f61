namespace Compliance.Gateway.Credentials;

/// <summary>The configured vendors, or the sandbox in the place of all of them: never a mixture, of which nobody could say what left.</summary>
internal sealed class VendorRegistry
{
    private readonly Dictionary<(string Channel, string Account), VendorAccount> _accounts;
    private readonly SandboxVendor? _sandbox;

    public VendorRegistry(IEnumerable<VendorAccount> accounts, SandboxVendor? sandbox = null)
    {
        _accounts = accounts.ToDictionary(account => (account.Channel, account.Name));
        _sandbox = sandbox;
    }

    public bool UsesSandbox => _sandbox is not null;

    public IReadOnlyCollection<VendorAccount> Accounts => _accounts.Values;

    /// <summary>Null: not configured, the channel refuses.</summary>
    public VendorAccount? Find(string channel, string account) =>
        _sandbox is not null ? _sandbox.Account(channel) : _accounts.GetValueOrDefault((channel, account));

    /// <summary>Which of these channels refuse for want of a vendor; readiness names them.</summary>
    public IEnumerable<string> Unset(IEnumerable<string> channels) =>
        UsesSandbox ? [] : channels.Where(id => !_accounts.Keys.Any(key => key.Channel == id));

    public static string AccountName(IHeaderDictionary headers, Sender sender) =>
        headers.TryGetValue("Compliance-Account", out var named) && named.ToString() is { Length: > 0 } account ? account : sender.Account;
}
