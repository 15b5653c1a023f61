using Compliance.Rules.Places;

namespace Compliance.Rules.Evaluation;

/// <summary>An instant as a clock in a zone shows it.</summary>
internal readonly record struct LocalTime(TimeZoneInfo Zone, DateTime Clock)
{
    /// <summary>
    /// The instant at which this zone's clock shows <paramref name="clock"/>. In the hour that is skipped in spring: when the skip is over.
    /// In the hour that comes twice: the first time, or the second if <paramref name="late"/>.
    /// </summary>
    public DateTimeOffset Instant(DateTime clock, bool late)
    {
        while (Zone.IsInvalidTime(clock))
            clock = clock.AddMinutes(15);
        if (!Zone.IsAmbiguousTime(clock))
            return new(clock, Zone.GetUtcOffset(clock));
        var offsets = Zone.GetAmbiguousTimeOffsets(clock);
        return new(clock, late ? offsets.Min() : offsets.Max());
    }
}

/// <summary>One instant in the zones asked for; a batch mostly asks for one or two.</summary>
internal sealed class LocalTimes
{
    private readonly List<(string Name, LocalTime Local)> _known = [];
    private DateTimeOffset _at;

    public void Start(DateTimeOffset instant)
    {
        _known.Clear();
        _at = instant;
    }

    public LocalTime In(string zone)
    {
        foreach (var (name, local) in _known)
            if (name == zone)
                return local;
        var added = At(zone, _at);
        _known.Add((zone, added));
        return added;
    }

    public static LocalTime At(string zone, DateTimeOffset instant) =>
        Zones.TryFind(zone, out var found)
            ? new(found, DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(instant, found).DateTime, DateTimeKind.Unspecified))
            : throw new TimeZoneNotFoundException($"No time zone {zone}.");
}
