using System.Globalization;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>Times as officers type them: Beijing's, a day or a minute. A day as an end is that whole day.</summary>
internal static class FilterTime
{
    private const string Day = "yyyy-MM-dd",
        Minute = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] DayForms = [Day, "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];
    private static readonly string[] MinuteForms = [Minute, "yyyy-M-d'T'H:mm", "yyyy-M-d H:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <returns>Null: it isn't a time.</returns>
    public static string? Normalise(string typed)
    {
        if (DateTime.TryParseExact(typed, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.ToString(Day, CultureInfo.InvariantCulture);
        return DateTime.TryParseExact(typed, MinuteForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute)
            ? minute.ToString(Minute, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Beginning and end of what the tokens say; the end is exclusive.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? To) Range(IEnumerable<FilterToken> tokens, DateTimeOffset now)
    {
        DateTimeOffset? from = null,
            to = null;
        foreach (var token in tokens)
        {
            if (token.Key == FilterKey.From)
                from = Start(token.Values[0]);
            else if (token.Key == FilterKey.To)
                to = End(token.Values[0]);
            else if (token.Key == FilterKey.Period)
                (from, to) = Period(token.Values[0], now);
        }

        return (from, to);
    }

    public static bool IsEmpty(FilterToken one, FilterToken other)
    {
        var (from, to) = Range([one, other], default);
        return from >= to;
    }

    private static (DateTimeOffset, DateTimeOffset?) Period(string period, DateTimeOffset now)
    {
        var today = BeijingTime.StartOfDay(now);
        return period switch
        {
            "today" => (today, null),
            "yesterday" => (today.AddDays(-1), today),
            "24h" => (now.AddHours(-24), null),
            "30d" => (now.AddDays(-30), null),
            _ => (now.AddDays(-7), null),
        };
    }

    private static DateTimeOffset Start(string value) =>
        new(DateTime.ParseExact(value, value.Length == Day.Length ? Day : Minute, CultureInfo.InvariantCulture), BeijingTime.Offset);

    private static DateTimeOffset? End(string value)
    {
        var start = Start(value);
        // The calendar's last day has no end that could be said.
        return value.Length > Day.Length ? start
            : start.Year == 9999 ? null
            : start.AddDays(1);
    }
}
