namespace Compliance.Rules.Wording;

/// <summary>Latin letters and numbers are whole words: NO.1 is not in NO.12, TOP1 not in TOP10, SM not in Smoking, 第一 not in 第一百.</summary>
internal static class WordEdges
{
    public static bool CutsAWord(ReadOnlySpan<char> text, FoldedText folded, int first, int last) =>
        Joined(text, folded, first - 1, first, false)
        || Joined(text, folded, last, last + 1, last > first && folded.Starts[last] - folded.Starts[last - 1] > 1)
        || IsHigherNumber(text, folded, last);

    /// <param name="spaced">The term itself is written with spaces: then one space does not end a number.</param>
    private static bool Joined(ReadOnlySpan<char> text, FoldedText folded, int left, int right, bool spaced)
    {
        if (left < 0 || right >= folded.Count)
            return false;
        var (one, other) = (folded.Symbols[left], folded.Symbols[right]);
        // Two symbols of one character (㋀ = 1月) have the same start and nothing between them.
        var between = text[Math.Min(folded.Starts[left] + 1, folded.Starts[right])..folded.Starts[right]];
        if (
            char.IsAsciiDigit(one) != char.IsAsciiDigit(other)
            || char.IsAsciiLetter(one) != char.IsAsciiLetter(other)
            || one >= 0x80
            || other >= 0x80
        )
            return false;
        return between.IsEmpty || char.IsAsciiDigit(one) && (between is "." or "," || spaced && between is " ");
    }

    /// <summary>第一 in 第一百. A term that itself begins with such a number (万能药 in 一万能药) is whole.</summary>
    private static bool IsHigherNumber(ReadOnlySpan<char> text, FoldedText folded, int last) =>
        last + 1 < folded.Count
        && folded.Symbols[last] is '一' or '1'
        && "十百千万亿".Contains(folded.Symbols[last + 1])
        && folded.Starts[last + 1] == folded.Starts[last] + 1;
}
