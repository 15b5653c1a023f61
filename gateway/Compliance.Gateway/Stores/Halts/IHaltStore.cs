using System.Collections.Immutable;
using Compliance.Gateway.Stores.Activity;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Halts;

/// <summary>Kill switches. Few: all of them are in memory; a halt acts on the next message once it is stored.</summary>
internal interface IHaltStore
{
    /// <param name="unnamed">The push names no campaign: what it carries tells whose it is.</param>
    ValueTask<Fact<ImmutableArray<HaltFact>>> CoveringAsync(Message message, CarriedContent carried, bool unnamed);

    /// <exception cref="Storage.StoreUnavailableException" />
    Task AddAsync(Halt halt);

    /// <returns>False when there is no such halt, or it was lifted already.</returns>
    Task<bool> LiftAsync(string id, string by, DateTimeOffset at);

    /// <exception cref="Storage.StoreUnavailableException" />
    IReadOnlyList<Halt> Active();
}

internal enum HaltScope
{
    All,
    Campaign,
    Sender,
    Channel,
    Template,
    Text,
}

/// <param name="Value">Campaign, sender, channel or family, template id (of one channel or family: <c>sms:1001</c>), or a text's name under the gateway's key; empty for all.</param>
/// <param name="Text">Of a text: what it says, or a part of it, kept sealed; null for one that an older version wrote down by its name alone.</param>
internal sealed record Halt(string Id, HaltScope Scope, string Value, string Reason, string By, DateTimeOffset At, string? Text = null)
{
    /// <summary>What stands in every message that the text stops.</summary>
    public string? Spelled { get; } = Text is null ? null : SpelledAlike.Of(Text);
}
