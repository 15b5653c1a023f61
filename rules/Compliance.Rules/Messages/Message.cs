using System.Collections.Immutable;

namespace Compliance.Rules.Messages;

/// <summary>One outbound message as the rules see it: no provider, no wire format, no clock.</summary>
public sealed record Message
{
    /// <summary>The purpose under which whatever is marketing is judged, whichever other one its sender named.</summary>
    public const string MarketingPurpose = "marketing";

    /// <summary>Channel id such as <c>tencent-sms</c>; rules may name its <see cref="Family"/> instead.</summary>
    public required string Channel { get; init; }

    public required string Family { get; init; }

    public required string Sender { get; init; }

    public required string Brand { get; init; }

    /// <summary>The decision's time: every window, quiet hour and effective date is read from it.</summary>
    public required DateTimeOffset At { get; init; }

    public string Account { get; init; } = "default";

    public string? Campaign { get; init; }

    /// <summary>What the data is used for; consent is asked for this purpose.</summary>
    public string Purpose { get; init; } = MarketingPurpose;

    /// <summary>Somebody named <see cref="Purpose"/>, the caller or its settings that allow no other: what is sent for marketing is marketing. That by which unnamed things go says nothing about them.</summary>
    public bool PurposeNamed { get; init; }

    /// <summary>What the call is by its nature, whatever the caller says: WeCom's add_msg_template is a mass message.</summary>
    public Category? ByChannel { get; init; }

    /// <summary>What the caller, or the sender's defaults, say the message is; null is judged as marketing.</summary>
    public Category? Declared { get; init; }

    /// <summary>Industry whose rules apply; null applies every industry's.</summary>
    public string? Industry { get; init; }

    /// <summary>Id of the evidence that the caller relies on for a claim (see a pack's <c>evidence.yaml</c>).</summary>
    public string? EvidenceId { get; init; }

    public string? TemplateId { get; init; }

    /// <summary>The channel refuses fewer recipients than this; an empty list is never forwarded.</summary>
    public int MinimumRecipients { get; init; } = 1;

    public required ImmutableArray<Recipient> Recipients { get; init; }

    /// <summary>The variants: each recipient points at the one that he would read.</summary>
    public required ImmutableArray<MessageContent> Contents { get; init; }
}

public sealed record Recipient
{
    /// <summary><c>kind:value</c> as in the contract; a pseudonym in exported evidence.</summary>
    public required string Identity { get; init; }

    public required RecipientKind Kind { get; init; }

    /// <summary>Index into <see cref="Message.Contents"/>.</summary>
    public int Content { get; init; }
}

public enum RecipientKind
{
    /// <summary>Somebody whom the gateway cannot name (a tag, a segment, "all"): denied.</summary>
    Unresolvable,
    Person,
    Staff,
    Group,
}

/// <summary>Ordered by strictness: the strictest of declared, template's and category-guard's wins.</summary>
public enum Category
{
    Marketing,
    Service,
    Transaction,
    Security,
}
