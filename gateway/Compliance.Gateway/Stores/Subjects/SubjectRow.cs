using System.Collections.Immutable;
using System.Globalization;

namespace Compliance.Gateway.Stores.Subjects;

/// <summary>
/// One slot's row. Who wants a campaign out must not be able to make a minor of age or a night into day by rewriting a birth year or a zone: the year that
/// lets more through waits a day, and for a day the zones of before hold beside the new one.
/// </summary>
internal sealed record SubjectRow
{
    public static readonly TimeSpan Delay = TimeSpan.FromHours(24);

    public static SubjectRow None { get; } = new();

    public int? BirthYear { get; init; }

    /// <summary>Holds from <see cref="BirthYearFrom"/> on.</summary>
    public int? BirthYearNext { get; init; }

    public DateTimeOffset? BirthYearFrom { get; init; }

    public string? TimeZone { get; init; }

    public ImmutableArray<FormerZone> Former { get; init; } = [];

    public string? Region { get; init; }

    public ImmutableArray<string> Segments { get; init; }

    public SubjectAttributes At(DateTimeOffset at) =>
        new(BirthYearFrom <= at ? BirthYearNext : BirthYear, TimeZone, Region, Segments)
        {
            FormerTimeZones = Former.IsEmpty ? [] : [.. Former.Where(former => at < former.Until).Select(former => former.Zone)],
        };

    public SubjectRow With(SubjectAttributes told, bool proved, DateTimeOffset now) =>
        WithZone(told.TimeZone, proved, now).WithBirthYear(told.BirthYear, proved, now) with
        {
            Region = told.Region ?? Region,
            Segments = told.Segments.IsDefault ? Segments : told.Segments,
        };

    private SubjectRow WithBirthYear(int? told, bool proved, DateTimeOffset now)
    {
        if (told is not { } year)
            return this;
        var known = BirthYearFrom <= now ? BirthYearNext : BirthYear;
        if (known is null || proved || year >= known)
            return this with { BirthYear = year, BirthYearNext = null, BirthYearFrom = null };
        // Told anew, it does not wait anew.
        return BirthYearNext == year && BirthYearFrom > now
            ? this
            : this with
            {
                BirthYear = known,
                BirthYearNext = year,
                BirthYearFrom = now + Delay,
            };
    }

    private SubjectRow WithZone(string? told, bool proved, DateTimeOffset now)
    {
        if (told is null || told == TimeZone)
            return this;
        return this with
        {
            TimeZone = told,
            Former =
                TimeZone is null || proved
                    ? []
                    : [.. Former.Where(former => now < former.Until && former.Zone != TimeZone), new FormerZone(TimeZone, now + Delay)],
        };
    }
}

internal readonly record struct FormerZone(string Zone, DateTimeOffset Until)
{
    private const char Between = ' ';

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Zone}{Between}{Until.ToUnixTimeMilliseconds()}");

    public static FormerZone Parse(string line) =>
        line.Split(Between) is [var zone, var until]
            ? new FormerZone(zone, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(until, CultureInfo.InvariantCulture)))
            : throw new FormatException("a former zone is no zone and time");
}
