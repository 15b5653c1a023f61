using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Stores.Consent;

/// <summary>Grants and withdrawals, append-only: the state is read from the history, and the history can be read as of any date.</summary>
internal interface IConsentStore
{
    /// <summary>
    /// One answer a person, in order: the events under the brand that still decide, over all of the person's
    /// linked slots. All Unavailable when the store can't be asked; a default slot gets Nothing.
    /// </summary>
    ValueTask<ImmutableArray<Fact<ImmutableArray<ConsentFact>>>> FindAsync(
        ImmutableArray<PersonSlot> people,
        string brand,
        CancellationToken cancel
    );

    /// <summary>All or none; durable, and effective for every later <see cref="FindAsync"/>, when it returns.</summary>
    /// <exception cref="Storage.StoreUnavailableException" />
    Task AppendAsync(IReadOnlyList<ConsentEvent> events);

    /// <summary>Every event of these slots, oldest first.</summary>
    /// <exception cref="Storage.StoreUnavailableException" />
    Task<ImmutableArray<ConsentEvent>> HistoryAsync(ImmutableArray<PersonSlot> linked);

    Task ForgetAsync(ImmutableArray<PersonSlot> linked);
}

/// <summary>One grant or withdrawal as it was told to the gateway.</summary>
internal sealed record ConsentEvent
{
    public required PersonSlot Person { get; init; }

    public required string Brand { get; init; }

    /// <summary>A family or a channel.</summary>
    public required string Channel { get; init; }

    public required string Purpose { get; init; }

    public required bool Granted { get; init; }

    /// <summary>When the person said so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the gateway learned it.</summary>
    public required DateTimeOffset Recorded { get; init; }

    /// <summary>The same for all events of one body, and for no others.</summary>
    public required long Import { get; init; }

    public string? Notice { get; init; }

    public string? Source { get; init; }

    public string? Proof { get; init; }

    /// <summary>Name of the key that told it.</summary>
    public required string By { get; init; }

    public ConsentFact ToFact() =>
        new()
        {
            Channel = Channel,
            Purpose = Purpose,
            Granted = Granted,
            At = At,
            Received = Recorded,
            Import = Import,
            Notice = Notice,
            Source = Source,
            Proof = Proof,
        };
}
