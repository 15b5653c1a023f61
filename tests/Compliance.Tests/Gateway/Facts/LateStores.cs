using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Consent;
using Compliance.Gateway.Stores.Subjects;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Facts;

/// <summary>The stores themselves, one of which answers no question about a push before the wait is over.</summary>
internal sealed class LateStores(string late, Task wait, IConsentStore consents, ISubjectStore subjects, ISuppressionStore suppressions)
    : IConsentStore,
        ISubjectStore,
        ISuppressionStore
{
    public ValueTask<ImmutableArray<Fact<ImmutableArray<ConsentFact>>>> FindAsync(
        ImmutableArray<PersonSlot> people,
        string brand,
        CancellationToken cancel
    ) => AfterAsync("consents", () => consents.FindAsync(people, brand, cancel));

    public ValueTask<ImmutableArray<Fact<SubjectAttributes>>> FindAsync(
        ImmutableArray<PersonSlot> people,
        DateTimeOffset at,
        CancellationToken cancel
    ) => AfterAsync("subjects", () => subjects.FindAsync(people, at, cancel));

    public ValueTask<ImmutableArray<Fact<SuppressionFact>>> FindAsync(
        ImmutableArray<Recipient> recipients,
        ImmutableArray<PersonSlot> people,
        DateTimeOffset at,
        CancellationToken cancel
    ) => AfterAsync("suppressions", () => suppressions.FindAsync(recipients, people, at, cancel));

    public Task AppendAsync(IReadOnlyList<ConsentEvent> events) => consents.AppendAsync(events);

    public Task<ImmutableArray<ConsentEvent>> HistoryAsync(ImmutableArray<PersonSlot> linked) => consents.HistoryAsync(linked);

    public Task UpsertAsync(IReadOnlyList<SubjectChange> changes, DateTimeOffset now) => subjects.UpsertAsync(changes, now);

    public ImmutableArray<ToldSlot> Told(ImmutableArray<PersonSlot> slots) => subjects.Told(slots);

    public Task TellAsync(IReadOnlyList<ToldSlot> slots) => subjects.TellAsync(slots);

    public Task AddAsync(IReadOnlyList<SuppressionEntry> entries) => suppressions.AddAsync(entries);

    public Task<int> LiftAsync(Identity identity, ImmutableArray<PersonSlot> linked) => suppressions.LiftAsync(identity, linked);

    public Task KeepForAsync(Identity identity, ImmutableArray<PersonSlot> linked) => suppressions.KeepForAsync(identity, linked);

    public async Task ForgetAsync(ImmutableArray<PersonSlot> linked)
    {
        await consents.ForgetAsync(linked);
        await subjects.ForgetAsync(linked);
        await suppressions.ForgetAsync(linked);
    }

    private async ValueTask<T> AfterAsync<T>(string store, Func<ValueTask<T>> ask)
    {
        if (store == late)
            await wait;
        return await ask();
    }
}
