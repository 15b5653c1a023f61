using System.Collections.Immutable;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers;

/// <summary>A push as the provider would read it, with what is needed to change it on the wire.</summary>
internal sealed record ParsedPush
{
    /// <summary>The provider's name for the call, e.g. <c>add_msg_template</c>, <c>SendBatchSms</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Family of this call; WeCom's webhook is a robot.</summary>
    public required string Family { get; init; }

    /// <summary>Account of the vendor that would carry it.</summary>
    public required string Account { get; init; }

    /// <summary>In wire order.</summary>
    public required ImmutableArray<Recipient> Recipients { get; init; }

    public required ImmutableArray<MessageContent> Contents { get; init; }

    public string? TemplateId { get; init; }

    public int MinimumRecipients { get; init; } = 1;

    /// <summary>Longest message in characters that the provider sends, with its template filled in; null = single texts have their limits.</summary>
    public int? MaxMessageCharacters { get; init; }

    /// <summary>What the call itself says about the category (WeCom's group messages are marketing whatever the caller declares); null = nothing.</summary>
    public Category? CategorySignal { get; init; }

    /// <summary>Names of parameters, of the profile's own list, that the caller wrote and that don't leave.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    public required WireState Wire { get; init; }
}

/// <summary>What a channel keeps between parsing and rewriting. Only the channel that made it reads it.</summary>
internal abstract record WireState;
