using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Channels;

/// <summary>What kind of refusal: each channel has its provider's code for it.</summary>
internal enum RefusalKind
{
    /// <summary>A policy refused it.</summary>
    Policy,

    /// <summary>Allowed later: a cap, quiet hours, a push in flight.</summary>
    Later,

    /// <summary>No credential, or a wrong one.</summary>
    Credential,

    /// <summary>A token or signature whose time is over: clients fetch a new one.</summary>
    CredentialExpired,

    /// <summary>The sender is known and may not do this.</summary>
    Forbidden,

    /// <summary>The request cannot be read as the provider would read it.</summary>
    Unreadable,

    TooLarge,

    /// <summary>A known channel, an unknown path or action.</summary>
    UnknownEndpoint,

    /// <summary>The gateway itself cannot carry it now: audit, stores, vendor not configured.</summary>
    Unavailable,

    /// <summary>The vendor could not be reached, or its answer could not be read.</summary>
    VendorFailed,
}

/// <summary>A refusal as a value. <see cref="Channel.Refuse"/> says it in the provider's words.</summary>
internal sealed record Refusal
{
    public required RefusalKind Kind { get; init; }

    /// <summary>Kebab-case; recorded as <c>gateway/&lt;reason&gt;</c>, or the id of the rule that refused. Carries no personal data.</summary>
    public required string Reason { get; init; }

    /// <summary>What the caller is told, in Chinese. Carries no personal data.</summary>
    public required string Message { get; init; }

    /// <summary>Where in the request, e.g. <c>PhoneNumberSet[3]</c> or <c>byte 17</c>.</summary>
    public string? Place { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When a decision refused: rows that a provider's shape has are explained recipient by recipient.</summary>
    public Decision? Decision { get; init; }

    /// <summary>One line with the reason in it, for shapes that have room for one text only.</summary>
    public string Text => Place is null ? $"{Message} [{Reason}]" : $"{Message} [{Reason} @ {Place}]";
}
