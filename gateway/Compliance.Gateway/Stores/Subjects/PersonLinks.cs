using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Consent;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Gateway.Stores.Suppression;

namespace Compliance.Gateway.Stores.Subjects;

/// <summary>Makes identities one person's, and takes one away again. What was kept of them follows: counts are added, and no joining opens what was withdrawn.</summary>
internal sealed class PersonLinks(
    PersonVault vault,
    ISubjectStore subjects,
    IConsentStore consents,
    ISuppressionStore suppressions,
    ICapStore caps,
    TimeProvider clock
)
{
    /// <summary>Judging and joining are one step: two lines at the same time must not both find an identity free.</summary>
    public SemaphoreSlim Turns { get; } = new(1);

    public LinkPlan Plan() => new(vault, subjects);

    /// <summary>People who are joined by these identities; one root where there is nothing to join.</summary>
    public ImmutableArray<PersonSlot> Roots(ImmutableArray<Identity> identities) =>
        [
            .. identities
                .Select(identity => vault.TryFind(identity.Text, out var slot) ? vault.Root(slot) : default)
                .Where(slot => slot != default)
                .Distinct(),
        ];

    /// <returns>The root.</returns>
    public async Task<PersonSlot> JoinAsync(ImmutableArray<Identity> identities, string by)
    {
        var before = Roots(identities);
        if (before.Length > 1)
            await RestateAsync(before, by);
        var root = await vault.LinkAsync([.. identities.Select(identity => identity.Text)]);
        foreach (var slot in before.Where(slot => slot != root))
            await caps.MergeAsync(slot, root);
        return root;
    }

    public Task TellAsync(IEnumerable<Identity> identities) =>
        subjects.TellAsync([
            .. identities
                .Select(identity => vault.TryFind(identity.Text, out var slot) ? new ToldSlot(slot, identity.Kind, identity.Masked) : null)
                .OfType<ToldSlot>(),
        ]);

    /// <summary>The identity is this person's no longer. What was told for it stays with the person; only what must keep others from it goes along.</summary>
    public async Task ReleaseAsync(Identity identity)
    {
        if (!vault.TryFind(identity.Text, out var slot))
            return;
        await suppressions.KeepForAsync(identity, vault.Linked(slot));
        await vault.ReleaseAsync(identity.Text);
    }

    /// <summary>Withdrawn beats granted: whoever had withdrawn says so now, after whatever the others had granted.</summary>
    private async Task RestateAsync(ImmutableArray<PersonSlot> roots, string by)
    {
        var now = clock.GetUtcNow();
        var import = Random.Shared.NextInt64(1, 1L << 53);
        var states = new List<SlotConsents>();
        foreach (var root in roots)
            states.Add(new SlotConsents(await consents.HistoryAsync(vault.Linked(root))));
        var restated = states
            .SelectMany((state, i) => state.Closed().Intersect(states.Where((_, other) => other != i).SelectMany(other => other.Open())))
            .Distinct()
            .Select(closed => new ConsentEvent
            {
                Person = roots[0],
                Brand = closed.Brand,
                Channel = closed.Family,
                Purpose = closed.Purpose,
                Granted = false,
                At = now,
                Recorded = now,
                Import = import,
                Source = "merge",
                By = by,
            })
            .ToList();
        if (restated.Count > 0)
            await consents.AppendAsync(restated);
    }
}
