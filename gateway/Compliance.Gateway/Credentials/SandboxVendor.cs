using System.Security.Cryptography;

namespace Compliance.Gateway.Credentials;

/// <summary>The sandbox's address and credentials. Random for each run: they open nothing else.</summary>
internal sealed class SandboxVendor
{
    /// <summary>Known once its listener is bound; until then pushes refuse.</summary>
    public Uri? Address { get; set; }

    public string Id => "sandbox";

    public SecretText Secret { get; } = new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    public SecretText RobotKey { get; } = new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    public SecretText? SecretOf(string id) => id == Id ? Secret : null;

    public VendorAccount? Account(string channel) =>
        Address is not { } address
            ? null
            : new VendorAccount
            {
                Channel = channel,
                Name = "sandbox",
                Id = Id,
                Secret = Secret,
                RobotKey = RobotKey,
                Address = address,
                Host = address.Authority,
                Timeout = TimeSpan.FromSeconds(10),
                IsSandbox = true,
            };
}
