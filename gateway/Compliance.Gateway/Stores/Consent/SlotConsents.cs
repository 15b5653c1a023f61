using System.Collections.Frozen;
using System.Collections.Immutable;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Consent;

/// <summary>
/// What still decides of a history. For each purpose and channel: the withdrawals of the last two imports that held one (the
/// last meets all grants but those of its own import, which meet the one before), and the latest grant that outlives all
/// withdrawals of its family, or else, so that its notice is known, the latest of all.
/// </summary>
internal sealed class SlotConsents
{
    public static SlotConsents None { get; } = new([]);

    private readonly FrozenDictionary<string, ImmutableArray<ConsentFact>> _brands;

    public SlotConsents(IEnumerable<ConsentEvent> events)
    {
        Decisive = [.. events.GroupBy(FamilyOf).SelectMany(OfFamily)];
        _brands = Decisive
            .GroupBy(e => e.Brand, StringComparer.Ordinal)
            .ToFrozenDictionary(brand => brand.Key, brand => brand.Select(e => e.ToFact()).ToImmutableArray(), StringComparer.Ordinal);
    }

    public ImmutableArray<ConsentEvent> Decisive { get; }

    public ImmutableArray<ConsentFact> Under(string brand) => _brands.GetValueOrDefault(brand, []);

    /// <summary>The state for people's eyes: for each brand, channel and purpose the event that decides it now.</summary>
    public IEnumerable<ConsentEvent> State() =>
        Decisive
            .GroupBy(e => (e.Brand, e.Purpose, e.Channel))
            .Select(same => same.LastOrDefault(e => e.Granted && IsOpen(e)) ?? same.Where(e => !e.Granted).MaxBy(e => e.Recorded))
            .OfType<ConsentEvent>();

    /// <summary>Families for which some grant holds.</summary>
    public IEnumerable<(string Brand, string Purpose, string Family)> Open() =>
        Decisive.Where(e => e.Granted && IsOpen(e)).Select(FamilyOf).Distinct();

    /// <summary>Families that were withdrawn from, and for which no grant holds.</summary>
    public IEnumerable<(string Brand, string Purpose, string Family)> Closed() =>
        Decisive.Where(e => !e.Granted).Select(FamilyOf).Except(Open());

    private static (string Brand, string Purpose, string Family) FamilyOf(ConsentEvent e) =>
        (e.Brand, e.Purpose, ChannelCatalog.FamilyOf(e.Channel));

    private static IEnumerable<ConsentEvent> OfFamily(IEnumerable<ConsentEvent> family)
    {
        var events = family.ToList();
        var withdrawals = events.Where(e => !e.Granted).ToList();
        foreach (var channel in events.GroupBy(e => e.Channel))
        {
            foreach (
                var import in channel.Where(e => !e.Granted).GroupBy(e => e.Import).OrderByDescending(i => i.Max(e => e.Recorded)).Take(2)
            )
            foreach (var withdrawal in import)
                yield return withdrawal;
            var grants = channel.Where(e => e.Granted).ToList();
            if ((grants.Where(grant => Outlives(grant, withdrawals)).MaxBy(e => e.At) ?? grants.MaxBy(e => e.At)) is { } latest)
                yield return latest;
        }
    }

    private bool IsOpen(ConsentEvent grant) => Outlives(grant, Decisive.Where(e => !e.Granted && FamilyOf(e) == FamilyOf(grant)));

    private static bool Outlives(ConsentEvent grant, IEnumerable<ConsentEvent> withdrawals)
    {
        var fact = grant.ToFact();
        return withdrawals.All(withdrawal => fact.Outlives(withdrawal.ToFact()));
    }
}
