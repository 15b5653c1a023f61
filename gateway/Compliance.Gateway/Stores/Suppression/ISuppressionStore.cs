using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Suppression;

/// <summary>
/// People who must not be reached on any channel. Kept by slot and, beside it, by a keyed hash of the identity, so that a
/// suppression outlives the forgetting of its person (PIPL Art. 47: storage and security only).
/// </summary>
internal interface ISuppressionStore
{
    /// <summary>One answer a recipient, in order: Known = suppressed. <paramref name="people"/> is aligned; a default slot is asked by identity alone.</summary>
    ValueTask<ImmutableArray<Fact<SuppressionFact>>> FindAsync(
        ImmutableArray<Recipient> recipients,
        ImmutableArray<PersonSlot> people,
        DateTimeOffset at,
        CancellationToken cancel
    );

    /// <exception cref="Storage.StoreUnavailableException" />
    Task AddAsync(IReadOnlyList<SuppressionEntry> entries);

    /// <summary>Lifts every suppression of the person and of the identity.</summary>
    /// <returns>How many were lifted.</returns>
    Task<int> LiftAsync(Identity identity, ImmutableArray<PersonSlot> linked);

    /// <summary>The identity leaves the person: what any of the person's identities was suppressed for holds for it as well.</summary>
    Task KeepForAsync(Identity identity, ImmutableArray<PersonSlot> linked);

    /// <summary>Unties the suppressions from the slots and keeps them for every identity that was the person's, by hashes alone.</summary>
    Task ForgetAsync(ImmutableArray<PersonSlot> linked);
}

internal sealed record SuppressionEntry
{
    public required Identity Identity { get; init; }

    public required PersonSlot Person { get; init; }

    public required string Reason { get; init; }

    public string? Source { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? Until { get; init; }

    public required string By { get; init; }
}
