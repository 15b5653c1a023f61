namespace Compliance.Rules.Masking;

/// <summary>Numbers of documents and cards: by check digit, or by the word that says what they are.</summary>
internal static class Documents
{
    /// <summary>No number of a person's document is shorter.</summary>
    public const int Shortest = 7;

    public static PersonalDataKind? KindOf(in WrittenNumber number)
    {
        if (IsIdCard(number))
            return PersonalDataKind.IdCard;
        if (number.Cue != Cue.Thing && IsPassport(number))
            return PersonalDataKind.Passport;
        return number.Cue != Cue.Thing && IsCreditCode(number) ? PersonalDataKind.CreditCode : null;
    }

    /// <summary>Luhn and a network's prefix; after a word such as 卡号 a digit may be wrong.</summary>
    public static bool IsBankCard(in WrittenNumber number)
    {
        var digits = number.Characters;
        if (number.Cue == Cue.Thing || !CheckDigits.IsDigits(digits))
            return false;
        if (digits.Length is >= 16 and <= 19)
            return CheckDigits.IsCardNetwork(digits) && (number.Cue == Cue.Card || IsGroupedCard(number) && CheckDigits.IsLuhn(digits));
        return digits.Length == 15 && number.Cue == Cue.Card && digits[..2] is "34" or "37" && CheckDigits.IsLuhn(digits);
    }

    /// <summary>In one piece, or begun with a group of four or six.</summary>
    private static bool IsGroupedCard(in WrittenNumber number) =>
        number.Groups.Length == 1 || number.IsSpacedOut || number.Joint == Joint.Tight && number.Groups[0] is 4 or 6;

    private static bool IsIdCard(in WrittenNumber number)
    {
        Span<char> filled = stackalloc char[18];
        scoped var code = number.Characters;
        var end = number.End;
        if (code.Length == 17 && end < number.Text.Length && number.Text[end] == '×')
        {
            code.CopyTo(filled);
            filled[17] = 'x';
            code = filled;
        }
        return code.Length switch
        {
            18 => CheckDigits.IsDigits(code[..17])
                && (char.IsAsciiDigit(code[17]) || code[17] == 'x')
                && (CheckDigits.IsResidentId18(code) || number.Cue == Cue.Identity),
            15 => CheckDigits.IsDigits(code) && number.Cue == Cue.Identity,
            10 => char.IsAsciiLetter(code[0])
                && CheckDigits.IsDigits(code[1..])
                && code[1] is '1' or '2' or '8' or '9'
                && number.Cue is Cue.Identity or Cue.Document,
            _ => false,
        };
    }

    private static bool IsCreditCode(in WrittenNumber number) =>
        number.Characters.Length == 18
        && (CheckDigits.IsCreditCode(number.Characters) || number.Cue == Cue.Company && CheckDigits.IsDigits(number.Characters[2..8]));

    /// <summary>
    /// Exit documents: E with eight digits, or with a second letter and seven; travel permits of Hong Kong, Macau and Taiwan, and other passports only
    /// after a word, then whatever has digits enough.
    /// </summary>
    private static bool IsPassport(in WrittenNumber number)
    {
        var code = number.Characters;
        if (number.Groups.Length > 1 && code.Length > 11)
            return false;
        if (number.Cue == Cue.Document && code.Length is >= Shortest and <= 12)
            return LettersBefore(code) is <= 3 and var letters && CheckDigits.IsDigits(code[letters..]);
        if (code.Length != 9 || number.Groups.Length > 1)
            return false;
        return code[0] switch
        {
            'e' => CheckDigits.IsDigits(code[1..])
                || code[1] is not ('i' or 'o') && char.IsAsciiLetter(code[1]) && CheckDigits.IsDigits(code[2..]),
            'g' => CheckDigits.IsDigits(code[1..]),
            _ => false,
        };
    }

    private static int LettersBefore(ReadOnlySpan<char> code)
    {
        var first = code.IndexOfAnyInRange('0', '9');
        return first < 0 ? code.Length : first;
    }
}
