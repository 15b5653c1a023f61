using System.Collections.Frozen;

namespace Compliance.Rules.Links;

/// <summary>An address in a text.</summary>
/// <param name="Host">Lower-case ASCII, without user, port and final dot.</param>
internal readonly record struct UrlSpan(int Start, int Length, string Host);

/// <summary>
/// Finds what a phone would make a link of: <c>scheme://host</c>, and bare hosts such as <c>t.cn/abc</c>. A host ends at the first character that is not ASCII, as
/// Chinese goes on right behind it. Full-width forms, and an ideographic full stop between letters, are read as what they look like.
/// </summary>
internal static class UrlFinder
{
    // Endings under which a bare host is an address even without a path; with a path, any ending of letters is.
    private static readonly FrozenSet<string> Endings = FrozenSet.Create(
        StringComparer.Ordinal,
        "com",
        "cn",
        "net",
        "org",
        "top",
        "vip",
        "xyz",
        "shop",
        "store",
        "site",
        "club",
        "info",
        "biz",
        "cc",
        "tv",
        "me",
        "io",
        "co",
        "hk",
        "tw",
        "link",
        "live",
        "ltd",
        "mobi",
        "pub",
        "wang",
        "work",
        "app",
        "dev",
        "ai",
        "im",
        "gd",
        "gg",
        "tk",
        "icu",
        "fun",
        "online",
        "tech",
        "asia",
        "hn",
        "ly",
        "la",
        "so",
        "fm",
        "to",
        "us",
        "jp",
        "kr",
        "uk",
        "ru",
        "sg"
    );

    public static void Find(ReadOnlySpan<char> text, List<UrlSpan> found)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = At(text, i);
            if (
                c == ':'
                && i + 2 < text.Length
                && Slash(At(text, i + 1))
                && Slash(At(text, i + 2))
                && i > 0
                && char.IsAsciiLetterOrDigit(At(text, i - 1))
            )
                i = Schemed(text, i, found);
            else if (c == '.' && i > 0 && char.IsAsciiLetterOrDigit(At(text, i - 1)))
                i = Bare(text, i, found);
        }
    }

    /// <summary>Returns the last place that belongs to the address.</summary>
    private static int Schemed(ReadOnlySpan<char> text, int colon, List<UrlSpan> found)
    {
        var start = colon;
        while (start > 0 && char.IsAsciiLetterOrDigit(At(text, start - 1)))
            start--;
        var from = colon + 3;
        var end = from;
        while (end < text.Length && At(text, end) is > ' ' and < (char)127 and not ('/' or '?' or '#' or '<' or '>' or '"'))
            end++;
        var hostEnd = end;
        // Readers disagree on where an address with a backslash leads: it is taken whole, and so never for one of the brand's.
        if (text[from..end].IndexOfAny('\\', '＼') < 0)
        {
            // What stands before an @ is a user's name, however much it looks like a host.
            for (var i = from; i < end; i++)
                if (At(text, i) == '@')
                    from = i + 1;
            hostEnd = from;
            while (hostEnd < end && At(text, hostEnd) != ':')
                hostEnd++;
        }
        if (hostEnd == from)
            return colon + 2;
        var last = PathEnd(text, end);
        found.Add(new(start, last - start, Host(text, from, hostEnd)));
        return last - 1;
    }

    private static int Bare(ReadOnlySpan<char> text, int dot, List<UrlSpan> found)
    {
        var start = dot;
        while (start > 0 && (char.IsAsciiLetterOrDigit(At(text, start - 1)) || At(text, start - 1) is '-' or '_'))
            start--;
        var end = dot;
        var label = dot;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(At(text, end)) || At(text, end) is '-' or '.'))
        {
            if (At(text, end) == '.')
                label = end;
            end++;
        }
        // A full stop behind the host ends the sentence.
        while (end > dot + 1 && At(text, end - 1) == '.')
        {
            end--;
            label = LastDot(text, dot, end);
        }
        var ending = Host(text, label + 1, end);
        var path = end < text.Length && Slash(At(text, end));
        var letters = ending.Length >= 2 && ending.All(char.IsAsciiLetter);
        if ((start > 0 && At(text, start - 1) == '@') || !letters || !(path || Endings.Contains(ending)))
            return Math.Max(dot, end - 1);
        var last = path ? PathEnd(text, end) : end;
        found.Add(new(start, last - start, Host(text, start, end)));
        return last - 1;
    }

    private static int LastDot(ReadOnlySpan<char> text, int from, int end)
    {
        for (var i = end - 1; i > from; i--)
            if (At(text, i) == '.')
                return i;
        return from;
    }

    private static int PathEnd(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && text[from] is > ' ' and < (char)127 and not ('<' or '>' or '"'))
            from++;
        return from;
    }

    private static string Host(ReadOnlySpan<char> text, int from, int to)
    {
        while (to > from && At(text, to - 1) == '.')
            to--;
        return string.Create(
            to - from,
            text[from..to],
            static (host, source) =>
            {
                for (var i = 0; i < host.Length; i++)
                    host[i] = char.ToLowerInvariant(At(source, i));
            }
        );
    }

    private static bool Slash(char c) => c is '/' or '\\';

    private static char At(ReadOnlySpan<char> text, int i) =>
        text[i] switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(text[i] - 0xFEE0),
            '\u3002' or '\uFF61' => '.',
            var c => c,
        };
}
