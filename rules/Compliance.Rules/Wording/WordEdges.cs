namespace Compliance.Rules.Wording;

/// <summary>Latin letters and digits are whole words: NO.1 is not in NO.12, TOP1 not in TOP10, SM not in Smoking.</summary>
internal static class WordEdges
{
    public static bool CutsAWord(ReadOnlySpan<char> text, FoldedText folded, int first, int last) =>
        Joined(text, folded, first - 1, first) || Joined(text, folded, last, last + 1);

    private static bool Joined(ReadOnlySpan<char> text, FoldedText folded, int left, int right)
    {
        if (left < 0 || right >= folded.Count)
            return false;
        var (one, other) = (folded.Symbols[left], folded.Symbols[right]);
        if (char.IsAsciiDigit(one) != char.IsAsciiDigit(other) || char.IsAsciiLetter(one) != char.IsAsciiLetter(other) || one >= 0x80 || other >= 0x80)
            return false;
        var between = text[(folded.Starts[left] + 1)..folded.Starts[right]];
        return between.IsEmpty || between is "." or "," && char.IsAsciiDigit(one);
    }
}
