using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Subjects;

/// <summary>What the brand told about its people, kept by vault slot. Contacts are not kept: the vault knows them as hashes.</summary>
internal interface ISubjectStore
{
    /// <summary>One answer a person, in order; all Unavailable when the store can't be asked. A default slot gets Nothing.</summary>
    ValueTask<ImmutableArray<Fact<SubjectAttributes>>> FindAsync(ImmutableArray<PersonSlot> people, CancellationToken cancel);

    /// <summary>Overwrites what is given; what is null stays. Durable when it returns.</summary>
    /// <exception cref="Storage.StoreUnavailableException" />
    Task UpsertAsync(IReadOnlyList<(PersonSlot Person, SubjectAttributes Attributes)> people);

    /// <summary>Deletes these slots' rows: part of forgetting a person.</summary>
    Task ForgetAsync(ImmutableArray<PersonSlot> linked);
}

/// <param name="TimeZone">IANA id.</param>
/// <param name="Region">Code of GB/T 2260.</param>
/// <param name="Segments">The brand's tags; empty takes all of them away, default leaves them as they are.</param>
internal sealed record SubjectAttributes(int? BirthYear, string? TimeZone, string? Region = null, ImmutableArray<string> Segments = default)
{
    public bool IsEmpty => BirthYear is null && TimeZone is null && Region is null && Segments.IsDefaultOrEmpty;
}
