namespace Compliance.Rules.Masking;

/// <summary>Words in front of a find.</summary>
internal static class Nearby
{
    private const int Reach = 16;
    private const int Touch = 8;

    /// <summary>One of the words stands in the sixteen characters before.</summary>
    public static bool Before(ReadOnlySpan<char> text, int start, string[] words) => Any(text[Math.Max(0, start - Reach)..start], words);

    /// <summary>One of the words stands in the eight characters before, in the same clause.</summary>
    public static bool RightBefore(ReadOnlySpan<char> text, int start, string[] words)
    {
        var before = text[Math.Max(0, start - Touch)..start];
        var clause = before.LastIndexOfAny("，。；,;！？!?\n");
        return Any(before[(clause + 1)..], words);
    }

    private static bool Any(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
