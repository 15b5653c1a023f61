using System.Collections.Immutable;

namespace Compliance.Gateway.Console.Accounts;

/// <summary>A person who may sign in to the console.</summary>
internal sealed record Account
{
    /// <summary>Stands in the audit trail as who did it.</summary>
    public required string Name { get; init; }

    public required ImmutableArray<string> Roles { get; init; }

    /// <summary>Null until the person has set one over a one-time link.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Random; a new one ends every session of the account.</summary>
    public required string Stamp { get; init; }

    public bool Disabled { get; init; }

    /// <summary>Wrong passwords in a row.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SignedInAt { get; init; }
}

/// <summary>A one-time link: whoever opens it first sets the password.</summary>
/// <param name="TokenHash">SHA-256 of what stands in the link; the link itself is kept nowhere.</param>
/// <param name="Account">Empty: the first administrator, who chooses a name.</param>
internal sealed record Invitation(string TokenHash, string Account, DateTimeOffset Expires);
