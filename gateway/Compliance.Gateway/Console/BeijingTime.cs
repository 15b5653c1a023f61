using System.Globalization;

namespace Compliance.Gateway.Console;

/// <summary>Officers read Beijing time; it knows no summer time.</summary>
internal static class BeijingTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset Of(DateTimeOffset at) => at.ToOffset(Offset);

    public static DateTimeOffset StartOfDay(DateTimeOffset at) => new(Of(at).Date, Offset);

    public static string Minute(DateTimeOffset at) => Of(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Second(DateTimeOffset at) => Of(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => Of(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
