namespace Compliance.Rules.Masking;

/// <summary>Numbers of documents, phones and cards, written in one piece or in the groups in which people write them.</summary>
internal static class Numbers
{
    private const int Longest = 24;
    private static readonly string[] IdWords = ["身份证", "证件号", "身份号码", "idcard", "id card"];
    private static readonly string[] PassportWords = ["护照", "通行证", "passport"];

    /// <summary>Words before a number that say that it identifies a thing, not a person.</summary>
    private static readonly string[] ThingWords =
    [
        "订单",
        "运单",
        "单号",
        "流水",
        "编号",
        "编码",
        "快递",
        "物流",
        "券码",
        "取件码",
        "兑换码",
        "批号",
        "序列号",
        "条码",
        "商品码",
        "工单",
        "票号",
        "货号",
        "批次",
        "型号",
        "SKU",
        "IMEI",
        "ISBN",
        "交易号",
        "凭证号",
        "核销码",
        "保单",
        "合同",
        "设备",
        "发票",
    ];

    /// <summary>How the groups of a number are written, by length.</summary>
    private static readonly (PersonalDataKind Kind, int[] Groups)[] Layouts =
    [
        (PersonalDataKind.Mobile, [2, 3, 4, 4]),
        (PersonalDataKind.Mobile, [2, 11]),
        (PersonalDataKind.Mobile, [4, 11]),
        (PersonalDataKind.Mobile, [3, 4, 4]),
        (PersonalDataKind.Mobile, [3, 8]),
        (PersonalDataKind.Mobile, [7, 4]),
        (PersonalDataKind.IdCard, [6, 8, 4]),
        (PersonalDataKind.IdCard, [6, 4, 4, 4]),
        (PersonalDataKind.IdCard, [3, 3, 4, 4, 4]),
        (PersonalDataKind.IdCard, [6, 4, 2, 2, 4]),
        (PersonalDataKind.BankCard, [4, 4, 4, 4, 3]),
        (PersonalDataKind.BankCard, [4, 4, 4, 4, 2]),
        (PersonalDataKind.BankCard, [4, 4, 4, 4, 1]),
        (PersonalDataKind.BankCard, [4, 4, 4, 4]),
        (PersonalDataKind.BankCard, [6, 13]),
        (PersonalDataKind.BankCard, [4, 4, 4, 7]),
        (PersonalDataKind.Landline, [3, 8]),
        (PersonalDataKind.Landline, [4, 8]),
        (PersonalDataKind.Landline, [4, 7]),
        (PersonalDataKind.Landline, [3, 4, 4]),
        (PersonalDataKind.Landline, [4, 4, 4]),
        (PersonalDataKind.Landline, [4, 3, 4]),
    ];

    /// <returns>How many tokens were read: at least one.</returns>
    public static int FindAt(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, int at, List<PersonalDataSpan> spans)
    {
        var token = tokens[at];
        if (token.Count > Longest || token.Digits == 0 || IsDecimal(text, token))
            return 1;
        Span<char> buffer = stackalloc char[Longest];
        var whole = buffer[..token.CopyTo(text, buffer)];
        if (KindOf(whole, text, token.Start) is { } kind)
        {
            spans.Add(new PersonalDataSpan(kind, token.Start, token.End - token.Start));
            return 1;
        }
        if (token.Joint != '\0')
            foreach (var (grouped, groups) in Layouts)
                if (IsLaidOut(text, tokens[at..], grouped, groups, buffer))
                {
                    var end = tokens[at + groups.Length - 1].End;
                    spans.Add(new PersonalDataSpan(grouped, token.Start, end - token.Start));
                    return groups.Length;
                }
        return BracketedLandline(text, tokens[at..], buffer, spans);
    }

    private static PersonalDataKind? KindOf(ReadOnlySpan<char> number, ReadOnlySpan<char> text, int start)
    {
        var digits = CheckDigits.IsDigits(number);
        switch (number.Length)
        {
            case 18 when CheckDigits.IsDigits(number[..17]) && (digits || number[17] == 'x') && CheckDigits.IsResidentId18(number):
                return PersonalDataKind.IdCard;
            case 18 when !IsThing(text, start) && CheckDigits.IsCreditCode(number):
                return PersonalDataKind.CreditCode;
            case 15 when digits && CheckDigits.IsResidentId15(number) && Nearby.Before(text, start, IdWords):
                return PersonalDataKind.IdCard;
            case 11 when digits && IsMobile(number) && !IsThing(text, start):
            case 13 when digits && number.StartsWith("86") && IsMobile(number[2..]) && !IsThing(text, start):
            case 15 when digits && number.StartsWith("0086") && IsMobile(number[4..]) && !IsThing(text, start):
                return PersonalDataKind.Mobile;
            case 11 or 12 when digits && IsLandline(number) && !IsThing(text, start):
                return PersonalDataKind.Landline;
            case >= 16 and <= 19 when digits && CheckDigits.IsBankCard(number) && !IsThing(text, start):
                return PersonalDataKind.BankCard;
            case >= 8
            and <= 11
                when !digits
                    && IsPassport(number)
                    && !IsThing(text, start)
                    && (number.Length == 9 && number[0] is 'e' or 'g' || Nearby.Before(text, start, PassportWords)):
                return PersonalDataKind.Passport;
            default:
                return null;
        }
    }

    private static bool IsLaidOut(
        ReadOnlySpan<char> text,
        ReadOnlySpan<Token> tokens,
        PersonalDataKind kind,
        int[] groups,
        Span<char> buffer
    )
    {
        if (tokens.Length < groups.Length)
            return false;
        var count = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            if (tokens[i].Count != groups[i] || i < groups.Length - 1 && tokens[i].Joint == '\0')
                return false;
            count += tokens[i].CopyTo(text, buffer[count..]);
        }
        var number = buffer[..count];
        var digits = CheckDigits.IsDigits(number);
        return kind switch
        {
            PersonalDataKind.IdCard => count == 18
                && CheckDigits.IsDigits(number[..17])
                && (digits || number[17] == 'x')
                && CheckDigits.IsResidentId18(number),
            PersonalDataKind.BankCard => digits && CheckDigits.IsBankCard(number) && !IsThing(text, tokens[0].Start),
            PersonalDataKind.Landline => digits && IsLandline(number) && !IsThing(text, tokens[0].Start),
            _ => digits
                && !IsThing(text, tokens[0].Start)
                && (groups[0] is 2 or 4 ? number.TrimStart('0').StartsWith("86") && IsMobile(number[^11..]) : IsMobile(number)),
        };
    }

    /// <summary>(010)12345678 and （0755）1234 5678.</summary>
    private static int BracketedLandline(
        ReadOnlySpan<char> text,
        ReadOnlySpan<Token> tokens,
        Span<char> buffer,
        List<PersonalDataSpan> spans
    )
    {
        if (
            tokens.Length < 2
            || tokens[0].Start == 0
            || text[tokens[0].Start - 1] is not ('(' or '（')
            || text[tokens[0].End] is not (')' or '）')
        )
            return 1;
        var groups = tokens[1].Joint != '\0' && tokens.Length > 2 && tokens[1].Count + tokens[2].Count <= 8 ? 3 : 2;
        var count = 0;
        for (var i = 0; i < groups && count + tokens[i].Count <= buffer.Length; i++)
            count += tokens[i].CopyTo(text, buffer[count..]);
        if (tokens[1].Start - tokens[0].End > 2 || !CheckDigits.IsDigits(buffer[..count]) || !IsLandline(buffer[..count]))
            return 1;
        spans.Add(new PersonalDataSpan(PersonalDataKind.Landline, tokens[0].Start - 1, tokens[groups - 1].End - tokens[0].Start + 1));
        return groups;
    }

    private static bool IsMobile(ReadOnlySpan<char> digits) =>
        digits.Length == 11 && digits[0] == '1' && digits[1] is >= '3' and <= '9' && CheckDigits.IsDigits(digits);

    /// <summary>Area code of three digits (010, 02x) with eight, or of four (03xx to 09xx) with seven or eight.</summary>
    private static bool IsLandline(ReadOnlySpan<char> digits)
    {
        if (digits.Length is not (11 or 12) || digits[0] != '0')
            return false;
        var area = digits[1] is '1' or '2' ? 3 : 4;
        return (area == 3 ? digits.Length == 11 && (digits[1] == '2' || digits[2] == '0') : digits[1] >= '3')
            && digits[area] is >= '2' and <= '8';
    }

    /// <summary>Exit documents: one letter and eight digits, E with a second letter and seven digits; travel permits H, M, C, L.</summary>
    private static bool IsPassport(ReadOnlySpan<char> code) =>
        code[0] switch
        {
            'e' => code.Length == 9
                && (
                    CheckDigits.IsDigits(code[1..])
                    || code[1] is not ('i' or 'o') && char.IsAsciiLetter(code[1]) && CheckDigits.IsDigits(code[2..])
                ),
            'g' or 'd' or 's' or 'p' or 'c' or 'l' => code.Length == 9 && CheckDigits.IsDigits(code[1..])
                || code.Length == 9 && code[0] is 'd' or 's' or 'p' && code[1] is 'e' && CheckDigits.IsDigits(code[2..]),
            'h' or 'm' => code.Length is 9 or 11 && CheckDigits.IsDigits(code[1..]),
            _ => false,
        };

    private static bool IsThing(ReadOnlySpan<char> text, int start) => Nearby.RightBefore(text, start, ThingWords);

    /// <summary>A part of a decimal number, a version or an address of the network.</summary>
    private static bool IsDecimal(ReadOnlySpan<char> text, Token token) =>
        token.Start > 1 && text[token.Start - 1] == '.' && char.IsAsciiDigit(text[token.Start - 2])
        || token.End + 1 < text.Length && text[token.End] == '.' && char.IsAsciiDigit(text[token.End + 1]);
}
