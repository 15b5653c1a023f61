using System.Globalization;

namespace Compliance.Gateway.Model;

/// <summary>The one written form of an instant: UTC, milliseconds, <c>Z</c> (RFC 3339).</summary>
internal static class UtcTime
{
    private const string Shape = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Shape, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string at) =>
        DateTimeOffset.ParseExact(at, Shape, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
