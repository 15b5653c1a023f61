using System.Globalization;

namespace Compliance.Gateway.Console.Parts;

internal static class Figures
{
    public static string Of(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With one place after the point; a dash where there is nothing to divide by.</summary>
    public static string Share(double? share) => share is { } value ? value.ToString("0.0%", CultureInfo.InvariantCulture) : "—";
}
