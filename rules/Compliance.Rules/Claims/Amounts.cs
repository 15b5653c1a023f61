using System.Globalization;

namespace Compliance.Rules.Claims;

/// <summary>Amounts as people write them: 50000, 50,001, 5.5万, 六万, 十二万五千.</summary>
internal static class Amounts
{
    private const decimal Most = 1_000_000_000_000m;
    private const string Digits = "零一二三四五六七八九";

    /// <summary>Null for what is none, or is larger than anybody gives.</summary>
    public static decimal? Read(string text)
    {
        var digits = text.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        if (decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return amount > Most ? null : amount;
        decimal whole = 0,
            section = 0,
            digit = 0;
        foreach (var c in text)
        {
            var value = Digits.IndexOf(
                c == '两' ? '二'
                    : c == '〇' ? '零'
                    : c,
                StringComparison.Ordinal
            );
            var unit = Unit(c);
            if (value >= 0)
                digit = value;
            else if (unit == 1)
                return null;
            else if (unit < Unit('万'))
                (section, digit) = (section + (digit == 0 ? 1 : digit) * unit, 0);
            else
                (whole, section, digit) = ((whole + section + digit) * unit, 0, 0);
        }
        return whole + section + digit is var sum && sum <= Most ? sum : null;
    }

    /// <summary>1 for what is no unit.</summary>
    public static decimal Unit(char c) =>
        c switch
        {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => 1,
        };
}
