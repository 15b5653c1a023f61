using System.Collections.Immutable;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.Places;

namespace Compliance.Rules.Evaluation;

/// <summary>One person as a recipient of one message.</summary>
internal readonly ref struct PersonCase(Message message, RecipientFacts facts, LocalTimes times)
{
    public Message Message { get; } = message;

    public RecipientFacts Facts { get; } = facts;

    private LocalTimes Times { get; } = times;

    /// <summary>The zone that a rule's setting means for this person; null when his can't be asked. One that nobody knows is China's.</summary>
    public string? Zone(string setting) =>
        setting != Zones.Recipient
            ? setting
            : Facts.TimeZone.State switch
            {
                FactState.Known => Facts.TimeZone.Value,
                FactState.Nothing => Zones.Default,
                _ => null,
            };

    /// <summary>Zones that hold beside it.</summary>
    public ImmutableArray<string> FormerZones(string setting) => setting == Zones.Recipient ? Facts.FormerTimeZones : [];

    /// <summary>The message's time in a zone.</summary>
    /// <exception cref="TimeZoneNotFoundException">The tables have no such zone.</exception>
    public LocalTime Local(string zone) => Times.In(zone);
}
