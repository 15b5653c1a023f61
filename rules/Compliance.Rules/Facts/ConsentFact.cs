using Compliance.Rules.Messages;

namespace Compliance.Rules.Facts;

/// <summary>
/// One grant or withdrawal. A grant opens the channel or family that it names; a withdrawal closes the whole family, whatever
/// member it names, from its receipt on, whatever time it claims.
/// </summary>
public sealed record ConsentFact
{
    /// <summary>Family, or channel, for which it was said.</summary>
    public required string Channel { get; init; }

    public required string Purpose { get; init; }

    /// <summary>False = withdrawn or refused.</summary>
    public required bool Granted { get; init; }

    /// <summary>When the person said so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the gateway learned it; where that was not kept, when it was said.</summary>
    public DateTimeOffset Received
    {
        get => field == default ? At : field;
        init;
    }

    /// <summary>Number of the import body that told it; null where nobody knows.</summary>
    public long? Import { get; init; }

    public string? Notice { get; init; }

    public string? Source { get; init; }

    /// <summary>Reference to the proof that PIPL Art. 69 asks the brand for.</summary>
    public string? Proof { get; init; }

    /// <summary>Whether this withdrawal closes what a message of the channel and family would use.</summary>
    public bool Closes(string channel, string family) =>
        !Granted && (Channel == channel || Channel == family || ChannelCatalog.FamilyOf(Channel) == family);

    /// <summary>
    /// Whether this grant holds although there is that withdrawal of the same family and purpose. Among the events of one import the time that they claim
    /// decides; a grant that was told apart must be received later, and given later than the withdrawal was received: telling an old
    /// grant anew reopens nobody.
    /// </summary>
    public bool Outlives(ConsentFact withdrawal) =>
        Import is not null && Import == withdrawal.Import ? At > withdrawal.At : Received > withdrawal.Received && At > withdrawal.Received;
}
