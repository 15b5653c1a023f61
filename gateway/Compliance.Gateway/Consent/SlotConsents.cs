using System.Collections.Frozen;
using System.Collections.Immutable;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Consent;

/// <summary>The events that count now: the latest for each brand, channel and purpose. At the same instant a withdrawal beats a grant.</summary>
internal sealed class SlotConsents
{
    public static SlotConsents None { get; } = new([]);

    private readonly FrozenDictionary<string, ImmutableArray<ConsentFact>> _brands;

    public SlotConsents(IEnumerable<ConsentEvent> events)
    {
        Latest =
        [
            .. events
                .GroupBy(e => (e.Brand, e.Channel, e.Purpose))
                .Select(same => same.OrderBy(e => e.At).ThenBy(e => e.Granted ? 0 : 1).Last()),
        ];
        _brands = Latest
            .GroupBy(e => e.Brand, StringComparer.Ordinal)
            .ToFrozenDictionary(brand => brand.Key, brand => brand.Select(ToFact).ToImmutableArray(), StringComparer.Ordinal);
    }

    public ImmutableArray<ConsentEvent> Latest { get; }

    public ImmutableArray<ConsentFact> Under(string brand) => _brands.GetValueOrDefault(brand, []);

    private static ConsentFact ToFact(ConsentEvent e) =>
        new()
        {
            Channel = e.Channel,
            Purpose = e.Purpose,
            Granted = e.Granted,
            At = e.At,
            Notice = e.Notice,
            Source = e.Source,
            Proof = e.Proof,
        };
}
