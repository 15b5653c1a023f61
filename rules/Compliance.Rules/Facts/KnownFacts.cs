using System.Collections.Immutable;
using Compliance.Rules.Messages;

namespace Compliance.Rules.Facts;

/// <summary>Everything that the evaluator may know besides the message and the policy set.</summary>
public sealed record KnownFacts
{
    /// <summary>What the message's template says. Known of a message that names none: the template is being registered, and the content is its text.</summary>
    public Fact<TemplateFact> Template { get; init; }

    public Fact<SenderFact> Sender { get; init; }

    /// <summary>Kill switches that cover this message (campaign, sender, channel or all).</summary>
    public Fact<ImmutableArray<HaltFact>> Halts { get; init; }

    /// <summary>One for each recipient, in the message's order.</summary>
    public required ImmutableArray<RecipientFacts> Recipients { get; init; }
}

public sealed record TemplateFact
{
    public required string Id { get; init; }

    /// <summary>The provider's text with its placeholders: <c>{1}</c>, <c>${name}</c>, <c>{{name.DATA}}</c>.</summary>
    public required string Text { get; init; }

    public required Category Category { get; init; }

    public string? Signature { get; init; }

    /// <summary>Every signature that a template of this channel was registered with; empty where none was, and then none is asked for.</summary>
    public ImmutableArray<string> Signatures { get; init; } = [];

    /// <summary>What each variable was registered to hold; one that stands not here is untyped.</summary>
    public ImmutableDictionary<string, VariableType> Variables { get; init; } = ImmutableDictionary<string, VariableType>.Empty;

    /// <summary>Legal read the marks of marketing in its fixed text and holds it for what it was registered as.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Nobody registered it here: its provider told its text.</summary>
    public bool Fetched { get; init; }

    /// <summary>Nobody told anything of it: the sandbox's stands in, as the strictest that it could be.</summary>
    public bool Assumed { get; init; }
}

/// <summary>What the gateway saw this sender do, counted before this message.</summary>
public sealed record SenderFact
{
    /// <summary>Recipients that it has reached in the last 60 seconds, those of pushes under way included and this message excluded.</summary>
    public required int LastMinute { get; init; }

    /// <summary>0 = no limit.</summary>
    public required int MaxPerMinute { get; init; }

    /// <summary>Most recipients that a template or text new to the gateway may reach; 0 = no limit.</summary>
    public required int BlastRadius { get; init; }

    /// <summary>Recipients that this sender has reached in the last 24 hours with this template or, without one, this text, whatever its digits and spelling; those of pushes under way included.</summary>
    public required int Reached { get; init; }

    /// <summary>The credential's signature or nonce has been used before. Older gateways left it to a rule what follows; now they refuse it themselves, and it is false.</summary>
    public bool Replayed { get; init; }

    /// <summary>The purposes that it may pursue; default or <c>*</c> = every one.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    public bool MayPursue(string purpose) => Purposes.IsDefaultOrEmpty || Purposes.Contains("*") || Purposes.Contains(purpose);
}

public sealed record HaltFact(string Scope, string Reason);

public sealed record RecipientFacts
{
    /// <summary>Index of the first recipient of the message who is the same person, where it is another one.</summary>
    public int? SameAs { get; init; }

    /// <summary>The person's grants and withdrawals under the message's brand, as far as any of them still decides.</summary>
    public Fact<ImmutableArray<ConsentFact>> Consents { get; init; }

    /// <summary>Known = the person is on the suppression list.</summary>
    public Fact<SuppressionFact> Suppression { get; init; }

    public Fact<int> BirthYear { get; init; }

    /// <summary>IANA zone of the person; Nothing = the set's default zone.</summary>
    public Fact<string> TimeZone { get; init; }

    /// <summary>Zones that hold beside <see cref="TimeZone"/> for quiet hours: the person's until a short while ago, or another's where two records disagree.</summary>
    public ImmutableArray<string> FormerTimeZones { get; init; } = [];

    /// <summary>Code of GB/T 2260, two, four or six digits; Nothing = nobody knows, and rules of any region hold.</summary>
    public Fact<string> Region { get; init; }

    /// <summary>Tags that the brand gave the person; Nothing = none.</summary>
    public Fact<ImmutableArray<string>> Segments { get; init; }
}

public sealed record SuppressionFact(string Reason, DateTimeOffset At);
