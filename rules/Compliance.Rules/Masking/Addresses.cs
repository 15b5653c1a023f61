namespace Compliance.Rules.Masking;

/// <summary>Where somebody lives: after a label such as 收货地址, or a road or an estate with a number and a door. A shop's own address is nobody's.</summary>
internal static class Addresses
{
    private const int Longest = 60;
    private const int LongestBefore = 30;
    private const int LongestGap = 12;

    /// <summary>Number, building, stairs, floor, door, and one to spare.</summary>
    private const int MostNumbers = 6;
    private const string Roads = "路街道巷弄村里园苑区庄同城府居坊寓厦场庭湾郡轩邸";
    private const string Houses = "号弄栋幢楼座#组";
    private const string Doors = "室户单楼层号栋幢座";

    /// <summary>Doors behind which people live; a floor or a stand may be a shop's.</summary>
    private const string Homes = "室户单幢栋座";
    private const string Places = "省市区县镇乡村路街道巷弄号幢栋座室组屯寨州盟旗";
    public static readonly string[] Labels =
    [
        "收货地址",
        "收件地址",
        "邮寄地址",
        "寄送地址",
        "寄件地址",
        "配送地址",
        "送货地址",
        "投递地址",
        "派送地址",
        "家庭住址",
        "家庭地址",
        "居住地址",
        "居住地",
        "户籍地址",
        "户籍所在地",
        "现住址",
        "通讯地址",
        "住址",
        "家住",
        "住在",
    ];

    public static void Find(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<PersonalDataSpan> spans)
    {
        for (var i = 0; i < tokens.Length; i++)
            i = WithDoor(text, tokens, i, spans);
    }

    /// <summary>Up to the end of the clause, when at least two of its characters are those of places.</summary>
    public static void AfterLabel(ReadOnlySpan<char> text, int start, List<PersonalDataSpan> spans)
    {
        while (start < text.Length && text[start] is ':' or ' ' or '为' or '是')
            start++;
        int end = start,
            places = 0,
            last = start;
        for (; end < text.Length && end - start < Longest && !Cues.EndsClause(text[end]) && text[end] != '*'; end++)
            if (Places.Contains(text[end]))
                (places, last) = (places + 1, end + 1);
            else if (char.IsAsciiLetterOrDigit(text[end]))
                last = end + 1;
        if (places >= 2 && !(end < text.Length && text[end] == '*'))
            spans.Add(new PersonalDataSpan(PersonalDataKind.Address, start, last - start));
    }

    /// <returns>The last token of the address, or <paramref name="first"/>.</returns>
    private static int WithDoor(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, int first, List<PersonalDataSpan> spans)
    {
        var number = tokens[first];
        if (
            number.Start == 0
            || number.Digits == 0
            || !Roads.Contains(text[number.Start - 1])
            || number.End == text.Length
            || !Houses.Contains(text[number.End])
        )
            return first;
        var start = number.Start;
        while (start > 0 && number.Start - start < LongestBefore && IsHan(text[start - 1]) && !"址至到送寄往在".Contains(text[start - 1]))
            start--;
        if (Cues.IsPublic(text, start) || number.Start - start < 2)
            return first;
        var last = first;
        var home = text[number.End] == '组' && "村屯寨庄".Contains(text[number.Start - 1]) || IsHome(text, number.End);
        while (
            last + 1 < tokens.Length
            && last - first < MostNumbers
            && tokens[last + 1].Digits > 0
            && tokens[last + 1].Start - tokens[last].End <= LongestGap
            && IsSamePlace(text[tokens[last].End..tokens[last + 1].Start])
        )
        {
            var end = tokens[++last].End;
            home |= IsHome(text, end) || tokens[last].IsNumber && tokens[last].Count >= 3 && IsBuilding(text[..tokens[last].Start]);
        }
        if (!home || last == first && text[number.End] != '组')
            return first;
        var until = tokens[last].End;
        while (until < text.Length && until - tokens[last].End < 2 && "室户单元楼层号栋幢座组".Contains(text[until]))
            until++;
        spans.Add(new PersonalDataSpan(PersonalDataKind.Address, start, until - start));
        return last;
    }

    private static bool IsHome(ReadOnlySpan<char> text, int at) => at < text.Length && Homes.Contains(text[at]);

    /// <summary>5栋, 5号楼: a number of three digits behind it is a door.</summary>
    private static bool IsBuilding(ReadOnlySpan<char> before) =>
        IsHome(before, before.Length - 1) || before.EndsWith("号楼", StringComparison.Ordinal);

    private static bool IsSamePlace(ReadOnlySpan<char> between)
    {
        foreach (var c in between)
            if (!IsHan(c) && !char.IsAsciiLetter(c) && c is not (' ' or '-' or '#'))
                return false;
        return true;
    }

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';
}
