using System.Collections.Immutable;

namespace Compliance.Gateway.Credentials;

/// <summary>Where a channel's provider is, and as whom the gateway speaks to it.</summary>
internal sealed record VendorAccount
{
    public required string Channel { get; init; }

    public required string Name { get; init; }

    /// <summary>SecretId, AccessKeyId or corpid.</summary>
    public required string Id { get; init; }

    /// <summary>SecretKey, AccessKeySecret or corpsecret.</summary>
    public required SecretText Secret { get; init; }

    /// <summary>Keys of group robots by name; under the empty one that of the robot which a caller means who names none.</summary>
    public ImmutableDictionary<string, SecretText> RobotKeys { get; init; } = ImmutableDictionary<string, SecretText>.Empty;

    /// <summary>Scheme and authority only.</summary>
    public required Uri Address { get; init; }

    /// <summary>The Host header that is sent and signed.</summary>
    public required string Host { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>The vendor in the process: what it accepts reaches nobody.</summary>
    public bool IsSandbox { get; init; }
}
