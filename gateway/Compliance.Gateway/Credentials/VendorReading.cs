using System.Collections.Immutable;

namespace Compliance.Gateway.Credentials;

/// <summary>Vendor accounts from validated options.</summary>
internal static class VendorReading
{
    public static IEnumerable<VendorAccount> Read(CredentialOptions options) =>
        from vendor in options.Vendors
        from account in vendor.Value.Accounts
        let address = new Uri(vendor.Value.Address!)
        select new VendorAccount
        {
            Channel = vendor.Key,
            Name = account.Key,
            Id = account.Value.Id!,
            Secret = SecretSetting.Read(account.Value.Secret!),
            RobotKeys = RobotKeys(account.Value),
            Address = address,
            Host = vendor.Value.Host ?? address.Authority,
            Timeout = vendor.Value.Timeout,
        };

    private static ImmutableDictionary<string, SecretText> RobotKeys(VendorAccountOptions account) =>
        (account.RobotKey is { } unnamed ? account.RobotKeys.Append(new("", unnamed)) : account.RobotKeys).ToImmutableDictionary(
            robot => robot.Key,
            robot => SecretSetting.Read(robot.Value)
        );
}
