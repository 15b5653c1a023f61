using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Model;

/// <summary>
/// Why it was refused. The channel's profile names its provider's nearest code for each: callers act on the code (strike a number off, wait,
/// change the text), so it must tell the truth. Of several causes the first in this order is told; a person's only where it is the only one.
/// </summary>
internal enum RefusalKind
{
    // What a policy refuses: the whole message.
    Halted,
    Replay,
    Rate,
    Template,
    Category,

    /// <summary>A rule asks for a change of what can't be changed here: text fixed at the provider, a field that is none of the sender's.</summary>
    Fixed,

    // Its text.
    Text,
    Link,
    Length,
    Review,

    // Its hour and its number.
    QuietHours,
    Cap,
    Minimum,

    /// <summary>Facts that the rules need can't be had now, or a rule broke.</summary>
    Facts,

    /// <summary>No number of anybody's, or an audience that nobody can list.</summary>
    Unresolvable,

    /// <summary>The person: no consent, withdrawn, suppressed, too young.</summary>
    Person,

    /// <summary>Allowed later: a push in flight.</summary>
    Later,

    MissingCredential,

    /// <summary>A name and its secret, traded for a token.</summary>
    WrongSecret,

    /// <summary>A wrong token or signature.</summary>
    Credential,

    /// <summary>A token or signature whose time is over: clients fetch a new one.</summary>
    CredentialExpired,

    /// <summary>The sender is known and may not do this.</summary>
    Forbidden,

    /// <summary>The request cannot be read as the provider would read it.</summary>
    Unreadable,

    TooManyRecipients,

    MixedCountries,

    TooLarge,

    /// <summary>A known channel, an unknown path or action.</summary>
    UnknownEndpoint,

    /// <summary>The gateway itself cannot carry it now: audit, stores, vendor not configured.</summary>
    Unavailable,

    /// <summary>Certainly not sent: the vendor could not be reached, or did not take it.</summary>
    VendorFailed,

    /// <summary>Nobody can say whether it was sent. The code MUST be one that no known client repeats by itself.</summary>
    OutcomeUnknown,
}

/// <summary>A refusal as a value. The channel says it in the provider's words.</summary>
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

    public static Refusal Of(RefusalKind kind, string reason, string message, string? place = null) =>
        new()
        {
            Kind = kind,
            Reason = reason,
            Message = message,
            Place = place,
        };

    /// <summary>One line with the reason in it, for shapes that have room for one text only.</summary>
    public string Text => Place is null ? $"{Message} [{Reason}]" : $"{Message} [{Reason} @ {Place}]";
}
