namespace Compliance.Rules.Masking;

/// <summary>
/// Numbers of phones, documents and cards, written in one piece or in groups: what tokens that are joined make together is asked about, the longest
/// first. What the number is follows from its structure and from the nearest word before it.
/// </summary>
internal static class Numbers
{
    /// <summary>The longest number that is anybody's: 0086 and a mobile, an id card, a bank card; with room for an extension.</summary>
    private const int Longest = 24;

    /// <summary>Of fewer digits it is a key of a menu.</summary>
    private const int ShortestExtension = 3;
    private const int LongestExtension = 6;

    /// <returns>How many tokens were read: at least one.</returns>
    public static int FindAt(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, int at, List<PersonalDataSpan> spans)
    {
        if (tokens[at].Digits == 0 && tokens[at].Count > 2 || IsDecimal(text, tokens[at].Start))
            return 1;
        Span<char> digits = stackalloc char[Longest];
        Span<int> groups = stackalloc int[Longest];
        Span<int> ends = stackalloc int[Longest];
        var (parts, count, tight) = (0, 0, int.MaxValue);
        for (var i = at; i < tokens.Length && count + tokens[i].Count <= Longest; i++)
        {
            text[tokens[i].Start..tokens[i].End].CopyTo(digits[count..]);
            count += tokens[i].Count;
            (groups[parts], ends[parts++]) = (tokens[i].Count, count);
            if (tokens[i].Joint == Joint.None)
                break;
            if (tokens[i].Joint == Joint.Loose)
                tight = Math.Min(tight, parts);
        }
        if (parts == 0 || count < Documents.Shortest)
            return 1;
        var cue = (Cue?)null;
        for (; parts > 0 && ends[parts - 1] >= Documents.Shortest; parts--)
        {
            var number = new WrittenNumber(
                text,
                tokens[at].Start,
                tokens[at + parts - 1].End,
                digits[..ends[parts - 1]],
                groups[..parts],
                parts <= tight ? Joint.Tight : Joint.Loose,
                cue ??= Cues.Before(text, tokens[at].Start)
            );
            if (KindOf(number) is not { } kind)
                continue;
            spans.Add(Span(text, tokens, at, ref parts, number, kind));
            return parts;
        }
        return 1;
    }

    private static PersonalDataKind? KindOf(in WrittenNumber number) =>
        Documents.KindOf(number) ?? Phones.KindOf(number) ?? (Documents.IsBankCard(number) ? PersonalDataKind.BankCard : null);

    /// <summary>With the plus or bracket before it, and for a phone with its extension.</summary>
    private static PersonalDataSpan Span(
        ReadOnlySpan<char> text,
        ReadOnlySpan<Token> tokens,
        int at,
        ref int parts,
        in WrittenNumber number,
        PersonalDataKind kind
    )
    {
        var (start, end) = (number.Start, number.End);
        if (kind is PersonalDataKind.Mobile or PersonalDataKind.Landline)
        {
            if (
                at + parts < tokens.Length
                && tokens[at + parts] is { IsNumber: true, Count: >= ShortestExtension and <= LongestExtension } extension
            )
                if (text[end..extension.Start].Trim(' ') is "转" or "-" or "#" or "分机" or "转分机")
                    (end, parts) = (extension.End, parts + 1);
            if (start > 0 && text[start - 1] == '(' && text[start..end].Contains(')'))
                start--;
            if (start > 0 && text[start - 1] == '+')
                start--;
        }
        return new PersonalDataSpan(kind, start, end - start);
    }

    /// <summary>The digits behind a decimal point.</summary>
    private static bool IsDecimal(ReadOnlySpan<char> text, int start) =>
        start > 1 && text[start - 1] == '.' && char.IsAsciiDigit(text[start - 2]);
}

/// <summary>One or more joined runs as one number.</summary>
/// <param name="Characters">Digits, and letters in lower case, without what joins the groups.</param>
/// <param name="Groups">How many characters each group has.</param>
/// <param name="Cue">What the words before say.</param>
internal readonly ref struct WrittenNumber(
    ReadOnlySpan<char> text,
    int start,
    int end,
    ReadOnlySpan<char> characters,
    ReadOnlySpan<int> groups,
    Joint joint,
    Cue cue
)
{
    public ReadOnlySpan<char> Text { get; } = text;

    public int Start { get; } = start;

    public int End { get; } = end;

    public ReadOnlySpan<char> Characters { get; } = characters;

    public ReadOnlySpan<int> Groups { get; } = groups;

    public Joint Joint { get; } = joint;

    public Cue Cue { get; } = cue;

    /// <summary>Written as nothing but groups of these sizes.</summary>
    public bool IsIn(params ReadOnlySpan<int> sizes) => Groups.SequenceEqual(sizes);

    /// <summary>Every digit for itself: 1 3 8 0 0 …</summary>
    public bool IsSpacedOut => Groups.Length > 1 && !Groups.ContainsAnyExcept(1);

    /// <summary>Money or another amount follows: 13812340000元, but 元旦 is none.</summary>
    public bool IsAmount
    {
        get
        {
            var after = Text[End..].TrimStart(' ');
            return !after.IsEmpty
                && (
                    after[0] == '元' && !(after.Length > 1 && after[1] is '旦' or '宵')
                    || "块円圆%分万亿点次株股吨米枚颗".Contains(after[0])
                );
        }
    }
}
