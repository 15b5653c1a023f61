namespace Compliance.Rules.Masking;

/// <summary>RFC 5322 addresses as people write them: dot-atom, an at sign or what is written for it, a domain with a top-level label of letters.</summary>
internal static class EmailAddresses
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;

    public static readonly string[] Signs = ["@", "[at]", "(at)", "{at}", "#"];

    /// <summary>Whose mailboxes are written with another sign than @: of any other domain 1#shop.com is no address.</summary>
    private static readonly string[] Mailboxes =
    [
        "163.com",
        "126.com",
        "139.com",
        "189.cn",
        "qq.com",
        "vip.qq.com",
        "foxmail.com",
        "sina.com",
        "sina.cn",
        "sohu.com",
        "yeah.net",
        "aliyun.com",
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "icloud.com",
        "yahoo.com",
    ];

    public static void Around(ReadOnlySpan<char> text, int at, int length, List<PersonalDataSpan> spans)
    {
        var start = LocalStart(text, at);
        var end = DomainEnd(text, Next(text, at + length));
        if (start < at && end > 0 && (text[at] != '#' || IsMailbox(text[(at + 1)..end].Trim(' '))))
            spans.Add(new PersonalDataSpan(PersonalDataKind.Email, start, end - start));
    }

    private static bool IsMailbox(ReadOnlySpan<char> domain)
    {
        foreach (var mailbox in Mailboxes)
            if (domain.SequenceEqual(mailbox))
                return true;
        return false;
    }

    private static int LocalStart(ReadOnlySpan<char> text, int at)
    {
        var start = at > 1 && text[at - 1] == ' ' ? at - 1 : at;
        var stop = Math.Max(0, start - LongestLocal);
        var end = start;
        while (start > stop && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '_' or '%' or '+' or '-'))
            start--;
        while (start < end && text[start] is '.' or '-' or '+')
            start++;
        return start == end ? at : start;
    }

    private static int Next(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] == ' ' ? at + 1 : at;

    /// <returns>-1 when no domain stands here.</returns>
    private static int DomainEnd(ReadOnlySpan<char> text, int start)
    {
        int end = -1,
            label = start;
        for (var i = start; i <= text.Length && i - start <= LongestDomain; i++)
        {
            if (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '-'))
                continue;
            if (i == label)
                break;
            if (label > start && i - label >= 2 && !text[label..i].ContainsAnyExceptInRange('a', 'z'))
                end = i;
            if (i == text.Length || text[i] is not ('.' or '。' or '点'))
                break;
            label = i + 1;
        }
        return end;
    }
}
