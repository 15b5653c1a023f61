using System.Text.RegularExpressions;

namespace Compliance.Gateway.Observability;

/// <summary>
/// The last gate before a log line leaves the process: whatever an exception or a library put into it, personal data and
/// secrets go out as ***. Nothing here excuses logging them in the first place.
/// </summary>
internal static partial class Redactor
{
    public static string Redact(string line)
    {
        line = QueryValue().Replace(line, "$1=***");
        line = NamedSecret().Replace(line, "$1***");
        line = Bearer().Replace(line, "$1 ***");
        line = Email().Replace(line, "***@***");
        line = LongNumber().Replace(line, "***");
        return WeComId().Replace(line, "***");
    }

    /// <summary>Every value of a query string: tokens, phones and template variables ride there.</summary>
    [GeneratedRegex("""(?<=[?&])([A-Za-z0-9_.%-]{1,64})=[^&\s"'<>]*""", RegexOptions.CultureInvariant)]
    private static partial Regex QueryValue();

    [GeneratedRegex(
        """([\w-]*(?:token|secret|signature|password|compliance-key)["']?\s*[:=]\s*["']?)[^\s"'&,;}]+""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex NamedSecret();

    [GeneratedRegex("""\b(Bearer|Basic|\w+-HMAC-SHA\d+)\s+[^\r\n]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();

    [GeneratedRegex("""[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+""", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    /// <summary>Mobile numbers, landlines, ID cards and bank cards: eleven digits or more, or a mainland mobile's shape. Hex ids stay readable.</summary>
    [GeneratedRegex("""(?<![0-9a-fA-F-])(?:\+?86)?\d{11,19}[Xx]?(?![0-9a-fA-F-])""", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();

    [GeneratedRegex("""\bw[mo][A-Za-z0-9_-]{6,}""", RegexOptions.CultureInvariant)]
    private static partial Regex WeComId();
}
