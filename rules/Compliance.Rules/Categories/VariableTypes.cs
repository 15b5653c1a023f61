using System.Globalization;
using Compliance.Rules.Facts;
using Compliance.Rules.Links;

namespace Compliance.Rules.Categories;

/// <summary>Whether a value is what its variable was registered for: a code variable that carries a sentence is no code.</summary>
internal static class VariableTypes
{
    /// <summary>Characters of an untyped value; the longest that the providers let a variable have.</summary>
    private const int LongestPlain = 35;
    private const int LongestText = 120;

    /// <summary>Of letters and digits; 8Z is a price.</summary>
    private const int FewestOfACode = 4;

    private const string TimeSigns =
        "年月日号时分秒点半刻上中下早晚凌晨午前后周星期礼拜天今明昨至到起止约内一二三四五六七八九十零〇两初第个工作小天月末底旬";
    private const string AmountSigns = "元圆块角分万千百亿人民币整余约￥¥$-+";

    public static bool Is(VariableType type, ReadOnlySpan<char> value, Func<string, bool> allowed)
    {
        value = value.Trim();
        return type switch
        {
            VariableType.Code => value.Length <= 12 && All(value, static c => char.IsAsciiLetterOrDigit(c) || c is '-' or ' '),
            VariableType.Number => value.Length <= 20 && All(value, static c => IsNumeral(c) || c is '-' or '+' or '%' or '*' or ' '),
            VariableType.Amount => value.Length <= 20 && All(value, static c => IsNumeral(c) || AmountSigns.Contains(c) || c == ' '),
            VariableType.Time => value.Length <= LongestPlain
                && All(value, static c => IsNumeral(c) || TimeSigns.Contains(c) || ":：-—~～/()（）TZ ".Contains(c)),
            VariableType.Name => value.Length <= 24
                && All(value, static c => char.IsLetter(c) || "·•.*＊ -()（）".Contains(c))
                && HasNoLink(value, allowed),
            VariableType.OrderNo => value.Length <= 40 && All(value, static c => char.IsAsciiLetterOrDigit(c) || "-_*#/ ".Contains(c)),
            VariableType.Phone => value.Length <= 24 && All(value, static c => char.IsAsciiDigit(c) || "+-*#转() ".Contains(c)),
            VariableType.Address => value.Length <= LongestText && HasNoLink(value, allowed),
            VariableType.Url => All(value, static c => c is > ' ' and < (char)127) && HasNoLink(value, allowed),
            VariableType.Text => value.Length <= LongestText && HasNoLink(value, allowed),
            _ => false,
        };
    }

    /// <summary>Words fit into it: a variable of no type, or of one that sets no signs.</summary>
    public static bool IsOpen(TemplateFact template, string? variable) =>
        variable is null
        || !template.Variables.TryGetValue(variable, out var type)
        || type is VariableType.Text or VariableType.Name or VariableType.Address or VariableType.Url;

    /// <summary>A number, an amount, a time: it says nothing by itself.</summary>
    public static bool IsDatum(ReadOnlySpan<char> value) =>
        Is(VariableType.Amount, value, static _ => false)
        || Is(VariableType.Time, value, static _ => false)
        || Is(VariableType.OrderNo, value, static _ => false) && value.IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>What can be read out as a code: a digit or capitals in it, no words.</summary>
    public static bool IsCode(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        var digits = value.IndexOfAnyInRange('0', '9') >= 0;
        return Is(VariableType.Code, value, static _ => false)
            && (All(value, char.IsAsciiDigit) || value.Length >= FewestOfACode && (digits || All(value, char.IsAsciiLetterUpper)));
    }

    /// <summary>A value of no registered type.</summary>
    public static bool IsPlain(ReadOnlySpan<char> value, Func<string, bool> allowed)
    {
        var elements = value.Length <= LongestPlain ? value.Length : new StringInfo(value.ToString()).LengthInTextElements;
        return elements <= LongestPlain && HasNoLink(value, allowed);
    }

    private static bool HasNoLink(ReadOnlySpan<char> value, Func<string, bool> allowed)
    {
        if (value.IndexOfAny('.', '．', '。') < 0)
            return true;
        var links = new List<UrlSpan>();
        UrlFinder.Find(value, links);
        return links.TrueForAll(link => allowed(link.Host));
    }

    /// <summary>A digit of any width, and what stands between digits.</summary>
    private static bool IsNumeral(char c) => char.IsDigit(c) || c is '.' or ',' or '，' or '．';

    private static bool All(ReadOnlySpan<char> value, Func<char, bool> fits)
    {
        foreach (var c in value)
            if (!fits(c))
                return false;
        return true;
    }
}
