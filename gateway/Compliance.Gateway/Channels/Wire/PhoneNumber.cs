namespace Compliance.Gateway.Channels.Wire;

/// <summary>
/// Phone numbers to E.164 as the SMS providers read them: <c>+86</c>, <c>0086</c>, <c>86</c> or nothing before a mainland number of eleven digits;
/// <c>+</c>, <c>00</c> or nothing before another country's code and number.
/// </summary>
internal static class PhoneNumber
{
    private const int LongestE164 = 15;
    private const int ShortestForeign = 8;

    /// <summary>Null when it is no phone number.</summary>
    public static string? ToE164(string raw)
    {
        var text = raw.AsSpan().Trim();
        var international = text.StartsWith("+") || text.StartsWith("00");
        var digits =
            text.StartsWith("+") ? text[1..]
            : text.StartsWith("00") ? text[2..]
            : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || digits[0] == '0')
            return null;
        if (!international && IsMainland(digits))
            return $"+86{digits}";
        if (digits.StartsWith("86"))
            return IsMainland(digits[2..]) ? $"+{digits}" : null;
        return digits.Length is >= ShortestForeign and <= LongestE164 ? $"+{digits}" : null;
    }

    public static bool IsDomestic(string e164) => e164.StartsWith("+86", StringComparison.Ordinal);

    private static bool IsMainland(ReadOnlySpan<char> digits) => digits.Length == 11 && digits[0] == '1' && digits[1] is >= '3' and <= '9';
}
