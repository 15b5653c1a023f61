using System.Collections.Immutable;

namespace Compliance.Gateway.Providers;

/// <summary>An action and its API's version, in headers of the provider's own or as the parameters <c>Action</c> and <c>Version</c> of query or form.</summary>
internal sealed record CallNames
{
    public const string Action = "Action";
    public const string Version = "Version";

    public required string ActionHeader { get; init; }

    public required string VersionHeader { get; init; }

    /// <summary>The versions that are this channel's; empty: every one that no other channel names.</summary>
    public ImmutableArray<string> Versions { get; init; } = [];
}
