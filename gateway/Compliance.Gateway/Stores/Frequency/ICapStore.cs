using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Stores.Frequency;

/// <summary>
/// The counters of frequency caps. A slot is held from <see cref="ReserveAsync"/> on; <see cref="CommitAsync"/> keeps it for
/// good, <see cref="ReleaseAsync"/> gives it back, and what is neither stays held. Reserving MUST be atomic for each
/// recipient: of any number of concurrent calls no more than <see cref="Demand.Max"/> slots of a window are granted.
/// </summary>
internal interface ICapStore
{
    /// <summary>
    /// A slot for each demand; a recipient gets all of his demands or none, whatever happens to the others. Two recipients
    /// who are one person take two slots. Several demands of one recipient on one counter take one slot together.
    /// </summary>
    /// <param name="at">The decision's time: the slot's time, and so the window that it counts in.</param>
    ValueTask<Grants> ReserveAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> demands, CancellationToken cancel);

    /// <summary>What <see cref="ReserveAsync"/> would answer; takes nothing.</summary>
    ValueTask<Grants> PeekAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> demands, CancellationToken cancel);

    ValueTask CommitAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> held);

    /// <param name="at">As it was reserved.</param>
    ValueTask ReleaseAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> held);

    /// <summary>Slots that the log says are held. Before the first push: it counts them, whatever the maximum is now.</summary>
    ValueTask RestoreAsync(DateTimeOffset at, IReadOnlyList<(PersonSlot Person, string Counter)> held);

    /// <summary>After a vault link: the slots of both count together from now on.</summary>
    ValueTask MergeAsync(PersonSlot from, PersonSlot to);
}

/// <param name="Person">The person's root slot.</param>
/// <param name="Name">The counter's name where texts are counted (<see cref="CounterNames"/>); null for a cap, whose counter has its own.</param>
internal readonly record struct PersonDemand(PersonSlot Person, Demand Demand, string? Name = null)
{
    public string Counter => Name ?? Demand.Counter;
}
