using System.Globalization;

namespace Compliance.Gateway.Admin;

/// <summary>RFC 3339 with an offset. Without one, a time of Shanghai would silently be read as one of UTC.</summary>
internal static class Instant
{
    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        // In a query an unencoded + arrives as a space.
        var candidate = text.Trim().Replace(' ', '+');
        var time = candidate.IndexOf('T');
        if (time < 0)
            return false;
        var hasOffset = candidate.EndsWith('Z') || candidate.AsSpan(time).IndexOfAny('+', '-') > 0;
        return hasOffset
            && DateTimeOffset.TryParse(
                candidate,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out at
            );
    }

    public static Fault Fault(string field) =>
        new(field, "时间格式不对", "写成 RFC 3339 并带时区，例如 2026-11-21T20:00:00+08:00 或 2026-11-21T12:00:00Z。");
}
