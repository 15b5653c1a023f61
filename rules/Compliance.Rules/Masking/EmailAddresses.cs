namespace Compliance.Rules.Masking;

/// <summary>RFC 5322 addresses as people write them: dot-atom, domain with a top-level label of letters.</summary>
internal static class EmailAddresses
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;

    public static void Find(ReadOnlySpan<char> text, List<PersonalDataSpan> spans)
    {
        var done = 0;
        for (var at = IndexOfAt(text, 0); at >= 0; at = IndexOfAt(text, at + 1))
        {
            var start = at;
            while (start > done && at - start < LongestLocal && IsLocal(text[start - 1]))
                start--;
            while (start < at && text[start] is '.' or '-' or '+')
                start++;
            var end = DomainEnd(text, at + 1);
            if (start == at || end < 0)
                continue;
            spans.Add(new PersonalDataSpan(PersonalDataKind.Email, start, end - start));
            done = end;
        }
    }

    private static int IndexOfAt(ReadOnlySpan<char> text, int from)
    {
        var found = text[from..].IndexOfAny('@', '＠');
        return found < 0 ? -1 : from + found;
    }

    private static bool IsLocal(char c) => Token.IsAlphanumeric(c) || c is '.' or '_' or '%' or '+' or '-' or '．';

    /// <returns>-1 when no domain stands here.</returns>
    private static int DomainEnd(ReadOnlySpan<char> text, int start)
    {
        int end = -1,
            label = start;
        for (var i = start; i <= text.Length && i - start <= LongestDomain; i++)
        {
            if (i < text.Length && (Token.IsAlphanumeric(text[i]) || text[i] == '-'))
                continue;
            if (i == label)
                break;
            if (label > start && IsTopLevel(text[label..i]))
                end = i;
            if (i == text.Length || text[i] is not ('.' or '．'))
                break;
            label = i + 1;
        }
        return end;
    }

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length < 2)
            return false;
        for (var i = 0; i < label.Length; i++)
            if (!char.IsAsciiLetter(Token.At(label, i)))
                return false;
        return true;
    }
}
