using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Compliance.Gateway.Credentials;

/// <summary>The sandbox's address and credentials. Random for each run: they open nothing else.</summary>
internal sealed class SandboxVendor
{
    private const string HostSuffix = ".sandbox";

    /// <summary>Known once its listener is bound; until then pushes refuse.</summary>
    public Uri? Address { get; set; }

    public string Id => "sandbox";

    public SecretText Secret { get; } = new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    public SecretText RobotKey { get; } = new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>Its Host header names the channel: the sandbox knows by it as which provider to answer.</summary>
    public static string HostOf(string channel) => channel + HostSuffix;

    /// <returns>Null when the host is none of the sandbox's.</returns>
    public static string? ChannelOf(string host) => host.EndsWith(HostSuffix, StringComparison.Ordinal) ? host[..^HostSuffix.Length] : null;

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
                RobotKeys = ImmutableDictionary<string, SecretText>.Empty.Add("", RobotKey),
                Address = address,
                Host = HostOf(channel),
                Timeout = TimeSpan.FromSeconds(10),
                IsSandbox = true,
            };
}
