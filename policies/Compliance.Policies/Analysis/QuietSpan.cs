using Compliance.Rules.QuietHours;

namespace Compliance.Policies.Analysis;

/// <summary>Quiet minutes of a day, from midnight; a span over midnight ends after 1440.</summary>
internal readonly record struct QuietSpan(int From, int To)
{
    public const int Day = 24 * 60;

    public static QuietSpan Of(QuietSettings quiet)
    {
        var (from, to) = (Minutes(quiet.From), Minutes(quiet.To));
        return new QuietSpan(from, to > from ? to : to + Day);
    }

    public bool Contains(QuietSpan other) => From <= other.From && other.To <= To || From <= other.From + Day && other.To + Day <= To;

    private static int Minutes(TimeOnly time) => time.Hour * 60 + time.Minute;
}
