using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Stores.Subjects;

/// <summary>What the brand told about its people, kept by vault slot. Contacts are not kept: the vault knows them as hashes, and here stands what kind of contact a slot is.</summary>
internal interface ISubjectStore
{
    /// <summary>One answer a person, in order, as it holds at the time; all Unavailable when the store can't be asked. A default slot gets Nothing.</summary>
    ValueTask<ImmutableArray<Fact<SubjectAttributes>>> FindAsync(
        ImmutableArray<PersonSlot> people,
        DateTimeOffset at,
        CancellationToken cancel
    );

    /// <summary>Overwrites what is given; what is null stays. Durable when it returns; a value that lets more through holds later, unless the change is proved.</summary>
    /// <exception cref="Storage.StoreUnavailableException" />
    Task UpsertAsync(IReadOnlyList<SubjectChange> changes, DateTimeOffset now);

    /// <summary>What is known of these slots. A slot that nobody told of is left out.</summary>
    /// <exception cref="Storage.StoreUnavailableException" />
    ImmutableArray<ToldSlot> Told(ImmutableArray<PersonSlot> slots);

    /// <summary>Remembers which kind of identity each slot is.</summary>
    /// <exception cref="Storage.StoreUnavailableException" />
    Task TellAsync(IReadOnlyList<ToldSlot> slots);

    /// <summary>Deletes these slots' rows: part of forgetting a person.</summary>
    Task ForgetAsync(ImmutableArray<PersonSlot> linked);
}

/// <param name="TimeZone">IANA id.</param>
/// <param name="Region">Code of GB/T 2260.</param>
/// <param name="Segments">The brand's tags; empty takes all of them away, default leaves them as they are.</param>
internal sealed record SubjectAttributes(int? BirthYear, string? TimeZone, string? Region = null, ImmutableArray<string> Segments = default)
{
    /// <summary>Zones that hold beside the zone for quiet hours. Found, never told.</summary>
    public ImmutableArray<string> FormerTimeZones { get; init; } = [];

    public bool IsEmpty => BirthYear is null && TimeZone is null && Region is null && Segments.IsDefaultOrEmpty;
}

/// <param name="Proved">Told by who may answer for it, with a source: holds at once.</param>
internal sealed record SubjectChange(PersonSlot Person, SubjectAttributes Attributes, bool Proved);

/// <param name="Kind">Of the identity; null where the slot was told of before kinds were kept.</param>
/// <param name="Masked">The identity for people's eyes.</param>
internal sealed record ToldSlot(PersonSlot Slot, string? Kind, string? Masked);
