using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using PhoneNumbers;

namespace Compliance.Gateway.Model;

/// <summary>How a provider wants a number of another country to be written. Mainland mobiles it takes as <c>+86</c>, <c>0086</c>, <c>86</c> or with nothing before.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ForeignNumbers>))]
internal enum ForeignNumbers
{
    /// <summary>It sends to none.</summary>
    None,

    /// <summary><c>+</c>, country code, number (Tencent).</summary>
    AfterPlus,

    /// <summary>Country code and number and nothing before; a lone <c>+</c> before eleven digits is a mainland mobile (Aliyun).</summary>
    Bare,
}

/// <summary>
/// Phone numbers as E.164. A mainland mobile is known by its shape, since new ranges are handed out faster than tables are; every other number must be one by
/// the rules of its country. What is none has no E.164 form: then nobody is meant, and nobody is sent to.
/// </summary>
internal static class PhoneNumber
{
    private const string Mainland = "86";
    private const int MostDigits = 17;

    private static readonly PhoneNumberUtil Countries = PhoneNumberUtil.GetInstance();

    /// <summary>A number on the wire: the one that the provider would send to. Null where it would take it for another, or for none.</summary>
    public static string? OnTheWire(string text, ForeignNumbers foreign)
    {
        var number = text.AsSpan().Trim(' ');
        if (number.StartsWith('+'))
            return OfCode(number[1..])
                ?? (foreign == ForeignNumbers.Bare ? OfMainland(number[1..]) : null)
                ?? (foreign == ForeignNumbers.AfterPlus ? OfCountry(number[1..]) : null);
        if (number.StartsWith("00"))
            return OfCode(number[2..]);
        return OfMainland(number) ?? OfCode(number) ?? (foreign == ForeignNumbers.Bare ? OfCountry(number) : null);
    }

    /// <summary>A number that a person or their system wrote down: spaces, hyphens and brackets are theirs, a trunk 0 is left out, no country means the mainland.</summary>
    public static string? Written(string text)
    {
        var number = Bare(text);
        if (number is null || number.Length == 0)
            return null;
        var international =
            number.StartsWith('+') ? number[1..]
            : number.StartsWith("00", StringComparison.Ordinal) ? number[2..]
            : null;
        if (international is null)
            return OfMainland(number) ?? OfCode(number) ?? (number[0] == '0' ? Parsed(number, "CN") : null);
        return OfCode(international) ?? Parsed("+" + international, null);
    }

    public static bool IsMainland(string e164) => e164.StartsWith("+86", StringComparison.Ordinal);

    /// <summary>Digits, and a + before them; null when something else stands among them that is no separator.</summary>
    private static string? Bare(string text)
    {
        var bare = new StringBuilder(MostDigits);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || (c == '+' && bare.Length == 0))
                bare.Append(c);
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c)
                is not (
                    UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.DashPunctuation
                    or UnicodeCategory.OpenPunctuation
                    or UnicodeCategory.ClosePunctuation
                )
            )
                return null;
            if (bare.Length > MostDigits)
                return null;
        }

        return bare.ToString();
    }

    /// <summary>Eleven digits that a mainland mobile may have.</summary>
    private static string? OfMainland(ReadOnlySpan<char> digits) =>
        digits.Length == 11 && digits[0] == '1' && digits[1] is >= '3' and <= '9' && !digits.ContainsAnyExceptInRange('0', '9')
            ? $"+86{digits}"
            : null;

    /// <summary>86 and a mainland mobile.</summary>
    private static string? OfCode(ReadOnlySpan<char> digits) => digits.StartsWith(Mainland) ? OfMainland(digits[2..]) : null;

    /// <summary>Another country's code and number, exactly as E.164 has them.</summary>
    private static string? OfCountry(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.Length > MostDigits || digits.ContainsAnyExceptInRange('0', '9') || digits.StartsWith(Mainland))
            return null;
        var e164 = $"+{digits}";
        return Parsed(e164, null) == e164 ? e164 : null;
    }

    private static string? Parsed(string number, string? region)
    {
        try
        {
            var parsed = Countries.Parse(number, region);
            return Countries.IsValidNumber(parsed) ? Countries.Format(parsed, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
