namespace Compliance.Rules.Masking;

/// <summary>Checksums, dates and regions of numbered documents. All take folded ASCII characters, letters in lower case.</summary>
internal static class CheckDigits
{
    private const string CreditCodeAlphabet = "0123456789abcdefghjklmnpqrtuwxy";
    private const string ResidentChecks = "10x98765432";

    /// <summary>GB 11643-1999: region, date of birth, ISO 7064 MOD 11-2.</summary>
    public static bool IsResidentId18(ReadOnlySpan<char> digits)
    {
        // 9 and the region: a foreigner's permanent residence.
        if (
            !IsRegion(digits) && !(digits[0] == '9' && IsRegion(digits[1..]))
            || !IsDate(Number(digits[6..10]), Number(digits[10..12]), Number(digits[12..14]))
        )
            return false;
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (digits[i] - '0') * ((1 << (17 - i)) % 11);
        return ResidentChecks[sum % 11] == digits[17];
    }

    /// <summary>A prefix of a network that issues in China.</summary>
    public static bool IsCardNetwork(ReadOnlySpan<char> digits)
    {
        var four = Number(digits[..4]);
        return digits[0] is '4'
            || four
                is >= 6200
                    and <= 6299
                    or >= 5100
                    and <= 5599
                    or >= 2221
                    and <= 2720
                    or >= 3528
                    and <= 3589
                    or >= 8100
                    and <= 8171
                    or >= 9550
                    and <= 9560
                    or 6011
                    or >= 6500
                    and <= 6599
                    or 6858
                    or 6886
                    or 6887
                    or 9111
                    or 6013
                    or 6029
                    or 6035
                    or 6050
                    or 6070
                    or 6091
                    or 6094
                    or 6095;
    }

    /// <summary>ISO/IEC 7812.</summary>
    public static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1 && (digit *= 2) > 9)
                digit -= 9;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>GB 32100-2015, modulus 31.</summary>
    public static bool IsCreditCode(ReadOnlySpan<char> code)
    {
        if (
            code[0] is not ('1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9' or 'a' or 'n' or 'y')
            || !IsDigits(code[2..8])
            || !IsRegion(code[2..]) && code[2..4] is not "10"
        )
            return false;
        int sum = 0,
            weight = 1;
        for (var i = 0; i < 17; i++)
        {
            var value = CreditCodeAlphabet.IndexOf(code[i]);
            if (value < 0)
                return false;
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return CreditCodeAlphabet.IndexOf(code[17]) == (31 - sum % 31) % 31;
    }

    public static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>GB/T 2260: the first two digits are a province.</summary>
    private static bool IsRegion(ReadOnlySpan<char> digits) =>
        Number(digits[..2])
            is (>= 11 and <= 15)
                or (>= 21 and <= 23)
                or (>= 31 and <= 37)
                or (>= 41 and <= 46)
                or (>= 50 and <= 54)
                or (>= 61 and <= 65)
                or 71
                or 81
                or 82
                or 83;

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1900 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = number * 10 + (digit - '0');
        return number;
    }
}
