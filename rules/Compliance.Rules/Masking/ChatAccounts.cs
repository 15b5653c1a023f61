namespace Compliance.Rules.Masking;

/// <summary>微信号 and QQ numbers after their label. A group, an official account, a shop's enterprise account is nobody's own.</summary>
internal static class ChatAccounts
{
    private const int LongestWechat = 20;
    private const int ShortestWechat = 6;
    private const int LongestMark = 6;
    private const string Marks = ": 号是为(/-=";

    /// <summary>Of those that are also words of a sentence the mark after them tells.</summary>
    public static readonly (string Word, bool Sure)[] Labels =
    [
        ("微信号", true),
        ("微信id", true),
        ("微信", false),
        ("薇信", true),
        ("威信", false),
        ("微x", true),
        ("v信", true),
        ("v号", true),
        ("加微", true),
        ("加v", true),
        ("+v", true),
        ("+微", true),
        ("vx", true),
        ("wx", true),
        ("weixin", true),
        ("wechat", false),
        ("qq号码", true),
        ("qq号", true),
        ("qq", false),
        ("扣扣", true),
        ("企鹅号", true),
        ("支付宝账号", true),
    ];

    public static void AfterLabel(ReadOnlySpan<char> text, int at, int length, List<PersonalDataSpan> spans)
    {
        var label = text.Slice(at, length);
        var start = at + length;
        var marked = false;
        for (; start < text.Length && start - at - length < LongestMark && Marks.Contains(text[start]); start++)
            marked |= text[start] is ':' or '是' or '为' or '=';
        var account = Length(text[start..], label[0] is 'q' or '扣' or '企', IsSure(label), marked);
        if (account > 0 && !IsPartOfWord(text, at))
            spans.Add(new PersonalDataSpan(PersonalDataKind.Account, start, account));
    }

    private static bool IsSure(ReadOnlySpan<char> word)
    {
        foreach (var label in Labels)
            if (word.SequenceEqual(label.Word))
                return label.Sure;
        return false;
    }

    private static bool IsPartOfWord(ReadOnlySpan<char> text, int at) =>
        at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetter(text[at])
        || at > 1 && text[at - 2] == '企' && text[at - 1] == '业';

    /// <summary>A WeChat id: a letter and five to nineteen letters, digits, - and _; where the label is unsure, it has a digit or a mark before it. A QQ number: five to eleven digits.</summary>
    private static int Length(ReadOnlySpan<char> text, bool qq, bool sure, bool marked)
    {
        var length = 0;
        var digits = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || length > 0 && text[length] is '-' or '_'))
            digits += char.IsAsciiDigit(text[length++]) ? 1 : 0;
        while (length > 0 && text[length - 1] is '-')
            length--;
        if (length == 0 || length < text.Length && text[length] is '.' or '@' or '/' or '=' or '*')
            return 0;
        if (digits == length)
            return length is >= 5 and <= 11 && text[0] != '0' && (sure || marked) ? length : 0;
        return
            !qq
            && char.IsAsciiLetter(text[0])
            && length is >= ShortestWechat and <= LongestWechat
            && (marked || digits > 0 && sure || sure && text[..length].Contains('_') || digits > 1)
            ? length
            : 0;
    }
}
