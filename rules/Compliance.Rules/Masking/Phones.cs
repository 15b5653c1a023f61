namespace Compliance.Rules.Masking;

/// <summary>Mobile and fixed lines of the mainland, and those of Taiwan, Hong Kong and Macau.</summary>
internal static class Phones
{
    private const int MobileLength = 11;
    private const int LongestGlue = 6;
    private const int MostLookalikes = 6;

    public static PersonalDataKind? KindOf(in WrittenNumber number)
    {
        if (number.Cue == Cue.Thing || number.Cue != Cue.Contact && number.IsAmount)
            return null;
        if (IsMobile(number) || IsOfTheRegions(number))
            return PersonalDataKind.Mobile;
        return IsLandline(number) && !Cues.IsPublic(number.Text, number.Start) ? PersonalDataKind.Landline : null;
    }

    private static bool IsMobile(in WrittenNumber number)
    {
        Span<char> plain = stackalloc char[MobileLength];
        scoped var digits = number.Characters;
        if (number.Groups.Length == 1 && digits.Length >= MobileLength)
            digits = Unglued(digits);
        if (digits.Length == MobileLength && !CheckDigits.IsDigits(digits))
            digits = WithoutLookalikes(digits, plain);
        if (!CheckDigits.IsDigits(digits))
            return false;
        var prefix = digits.Length - MobileLength;
        return IsMobile(digits)
            && prefix switch
            {
                0 => IsLaidOut(number),
                1 => digits[0] == '0' && number.Groups.Length == 1,
                _ => digits[..prefix] is "86" or "0086" or "860" or "086" && number.Joint == Joint.Tight,
            };
    }

    /// <summary>The last eleven are a mobile number.</summary>
    private static bool IsMobile(ReadOnlySpan<char> digits) =>
        digits.Length >= MobileLength && digits[^MobileLength] == '1' && digits[^(MobileLength - 1)] is >= '3' and <= '9';

    /// <summary>In groups of which one sees that they are one number, or after a word that says so.</summary>
    private static bool IsLaidOut(in WrittenNumber number)
    {
        if (number.Groups.Length == 1 || number.Cue == Cue.Contact)
            return true;
        if (number.Joint != Joint.Tight)
            return false;
        var separator = number.Text[number.Start + number.Groups[0]];
        return number.IsIn(3, 4, 4)
            || number.IsIn(3, 3, 5)
            || number.IsIn(4, 4, 3)
            || number.IsIn(3, 4, 2, 2)
            || number.IsIn(3, 2, 2, 2, 2)
            || number.IsSpacedOut
            || separator is not ('.' or '/') && (number.IsIn(3, 8) || number.IsIn(7, 4));
    }

    /// <summary>Without the letters behind it: 13800138000VIP.</summary>
    private static ReadOnlySpan<char> Unglued(ReadOnlySpan<char> characters)
    {
        var letters = characters.Length - characters.LastIndexOfAnyInRange('0', '9') - 1;
        return letters <= LongestGlue && characters.Length - letters == MobileLength ? characters[..MobileLength] : characters;
    }

    /// <summary>138OO138OOO: the letters that are written for 0 and 1 are few, and there are no others.</summary>
    private static ReadOnlySpan<char> WithoutLookalikes(ReadOnlySpan<char> characters, Span<char> plain)
    {
        var letters = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            plain[i] = characters[i] switch
            {
                'o' => '0',
                'l' or 'i' => '1',
                var c => c,
            };
            letters += plain[i] == characters[i] ? 0 : 1;
        }
        return letters <= MostLookalikes ? plain : characters;
    }

    /// <summary>09… of Taiwan with or without 886; eight digits of Hong Kong and Macau after 852 and 853.</summary>
    private static bool IsOfTheRegions(in WrittenNumber number)
    {
        var digits = number.Characters;
        if (!CheckDigits.IsDigits(digits) || number.Joint != Joint.Tight)
            return false;
        if (digits.Length == 10)
            return digits.StartsWith("09")
                && (
                    number.Groups.Length == 1
                    || number.IsIn(4, 3, 3)
                    || number.IsIn(4, 6)
                    || number.IsSpacedOut
                    || number.Cue == Cue.Contact
                );
        var called = number.Start > 0 && number.Text[number.Start - 1] == '+' || digits.StartsWith("00") || number.Cue == Cue.Contact;
        digits = digits.StartsWith("00") ? digits[2..] : digits;
        return called
            && digits.Length switch
            {
                12 => digits.StartsWith("8869"),
                13 => digits.StartsWith("88609"),
                11 => digits[..3] is "852" or "853" && digits[3] is >= '2' and <= '9',
                _ => false,
            };
    }

    /// <summary>Area code of three digits (010, 02x) with eight, or of four (03xx to 09xx) with seven or eight.</summary>
    private static bool IsLandline(in WrittenNumber number)
    {
        var digits = number.Characters;
        if (!CheckDigits.IsDigits(digits))
            return false;
        if (digits.StartsWith("86") && digits.Length > MobileLength && number.Groups.Length > 1)
            return false;
        if (digits.Length is not (11 or 12) || digits[0] != '0' || number.Joint != Joint.Tight)
            return false;
        var area = digits[1] is '1' or '2' ? 3 : 4;
        if (area == 3 ? digits.Length != 11 || digits[1] == '1' && digits[2] != '0' : digits[1] < '3')
            return false;
        var grouped = number.Groups.Length > 1 && number.Groups[0] == area;
        return (grouped || number.Groups.Length == 1)
            && (digits[area] is >= '2' and <= '8' || number.Cue == Cue.Contact && digits[area] is >= '1' and <= '9');
    }
}
