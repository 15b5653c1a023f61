using System.Collections.Immutable;
using Compliance.Rules.Messages;
using Compliance.Rules.Places;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Analysis;

/// <summary>How two scopes lie to each other. An empty list does not restrict.</summary>
internal static class Scopes
{
    /// <summary>Whether every message within <paramref name="narrow"/> is within <paramref name="wide"/>.</summary>
    public static bool Covers(Scope wide, Scope narrow) =>
        Covers(wide.Channel, narrow.Channel, ChannelCatalog.Covers)
        && Covers(wide.Category, narrow.Category, static (a, b) => a == b)
        && Covers(wide.Purpose, narrow.Purpose, Same)
        && Covers(wide.Campaign, narrow.Campaign, Same)
        && Covers(wide.Sender, narrow.Sender, Same)
        && Covers(wide.Industry, narrow.Industry, Same)
        && Covers(wide.Brand, narrow.Brand, Same)
        && Covers(wide.Segment, narrow.Segment, Same)
        && Covers(wide.Region, narrow.Region, static (a, b) => Regions.IsWithin(b, a))
        && (wide.Time is null || narrow.Time is { } time && SameHours(wide.Time, time));

    private static bool Covers<T>(ImmutableArray<T> wide, ImmutableArray<T> narrow, Func<T, T, bool> covers) =>
        wide.IsEmpty || !narrow.IsEmpty && narrow.All(inner => wide.Any(outer => covers(outer, inner)));

    private static bool Same(string a, string b) => a == b;

    private static bool SameHours(HoursOfDay a, HoursOfDay b) =>
        (a.From, a.To, a.Zone) == (b.From, b.To, b.Zone)
        && Covers(a.Days, b.Days, static (x, y) => x == y)
        && Covers(b.Days, a.Days, static (x, y) => x == y);
}
