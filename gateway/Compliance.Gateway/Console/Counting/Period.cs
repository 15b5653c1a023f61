using System.Collections.Immutable;
using System.Globalization;

namespace Compliance.Gateway.Console.Counting;

/// <summary>A stretch of whole Beijing days, in columns of an hour or a day.</summary>
/// <param name="Text">A key of <see cref="Texts"/>.</param>
internal sealed record Period(string Key, string Text, DateTimeOffset From, DateTimeOffset To, TimeSpan Bucket)
{
    public static ImmutableArray<Period> All(DateTimeOffset now)
    {
        var today = BeijingTime.StartOfDay(now);
        var end = today.AddDays(1);
        return
        [
            new Period("today", "今天", today, end, TimeSpan.FromHours(1)),
            new Period("7d", "7 天", end.AddDays(-7), end, TimeSpan.FromDays(1)),
            new Period("30d", "30 天", end.AddDays(-30), end, TimeSpan.FromDays(1)),
        ];
    }

    public IEnumerable<DateTimeOffset> Buckets
    {
        get
        {
            for (var at = From; at < To; at += Bucket)
                yield return at;
        }
    }

    public string Name(DateTimeOffset bucket) =>
        BeijingTime.Of(bucket).ToString(Bucket.TotalDays >= 1 ? "MM-dd" : "HH:mm", CultureInfo.InvariantCulture);
}
