using System.Buffers;
using Compliance.Rules.Masking;

namespace Compliance.Gateway.Model;

/// <summary>Whether what a stranger wrote can only be the name of a thing (campaign, template, field, code): such a one may stand in a log, an answer, an entry.</summary>
internal static class PlainName
{
    public const int Longest = 64;

    /// <summary>A phone's digits with its country's, and more than any date or template id has in a row.</summary>
    private const int MostDigits = 12;

    private const int MobileDigits = 11;

    private static readonly SearchValues<char> Between = SearchValues.Create("-_.:/# ");

    /// <summary>Letters, digits and what joins them; nobody's contact in any spelling, no number that could be one, no bare name of a person.</summary>
    public static bool Is(string value) =>
        value.Length is > 0 and <= Longest
        && value.All(c => char.IsAsciiLetterOrDigit(c) || Between.Contains(c) || IsHan(c))
        && !HoldsNumber(value)
        && !HoldsBareName(value)
        && !HoldsAnybody(value);

    /// <summary>A row of digits, whatever joins them, that could be a phone, a card or an account.</summary>
    public static bool HoldsNumber(string value)
    {
        Span<char> digits = stackalloc char[Math.Min(value.Length, Longest)];
        var count = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
                digits[count++] = c;
            else if (!Between.Contains(c))
            {
                if (IsNumber(digits[..count]))
                    return true;
                count = 0;
            }
        }

        return IsNumber(digits[..count]);
    }

    private static bool IsNumber(ReadOnlySpan<char> digits)
    {
        if (digits.Length > MostDigits)
            return true;
        for (var i = 0; i + MobileDigits <= digits.Length; i++)
        {
            if (digits[i] == '1' && digits[i + 1] >= '3')
                return true;
        }

        return false;
    }

    /// <summary>Between signs of other scripts: in a row of Chinese characters nobody can tell where a name begins.</summary>
    private static bool HoldsBareName(string value)
    {
        var start = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && IsHan(value[i]))
                continue;
            if (i > start && PersonalDataDetector.IsBareName(value.AsSpan(start..i)))
                return true;
            start = i + 1;
        }

        return false;
    }

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private static bool HoldsAnybody(string value)
    {
        var spans = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(value, spans);
        return spans.Count > 0;
    }
}
