using Compliance.Rules.Wording;

namespace Compliance.Rules.Masking;

/// <summary>A run of letters and digits; characters that cannot be seen do not end it.</summary>
/// <param name="Count">How many letters and digits.</param>
/// <param name="Digits">How many of them are digits.</param>
/// <param name="Joint">The single separator between this and the next token, or NUL when more or something else stands there.</param>
internal readonly record struct Token(int Start, int End, int Count, int Digits, char Joint)
{
    public bool IsNumber => Digits == Count;

    public static void Read(ReadOnlySpan<char> text, List<Token> tokens)
    {
        tokens.Clear();
        for (var i = 0; i < text.Length; )
        {
            if (!IsAlphanumeric(text[i]))
            {
                i++;
                continue;
            }
            int start = i,
                end = i,
                count = 0,
                digits = 0;
            for (; i < text.Length; i++)
            {
                if (IsAlphanumeric(text[i]))
                {
                    count++;
                    digits += char.IsAsciiDigit(At(text, i)) ? 1 : 0;
                    end = i + 1;
                }
                else if (!IsInvisible(text[i]))
                {
                    break;
                }
            }
            var joint = end + 1 < text.Length && IsJoint(text[end]) && IsAlphanumeric(text[end + 1]) ? text[end] : '\0';
            tokens.Add(new Token(start, end, count, digits, joint));
        }
    }

    /// <summary>The folded character: ASCII digit or lower-case letter for what looks like one.</summary>
    public static char At(ReadOnlySpan<char> text, int index) => (char)FoldingTable.Units[text[index]];

    /// <summary>Copies the token's letters and digits, folded, and returns how many.</summary>
    public int CopyTo(ReadOnlySpan<char> text, Span<char> target)
    {
        var count = 0;
        for (var i = Start; i < End && count < target.Length; i++)
            if (IsAlphanumeric(text[i]))
                target[count++] = At(text, i);
        return count;
    }

    public static bool IsAlphanumeric(char c) =>
        c < 0x80 ? char.IsAsciiLetterOrDigit(c) : c >= 0xFF10 && FoldingTable.ShapeOf(FoldingTable.Units[c]) is Shape.Digit or Shape.Latin;

    public static bool IsInvisible(char c) => c >= 0xAD && FoldingTable.ShapeOf(FoldingTable.Units[c]) == Shape.Invisible;

    private static bool IsJoint(char c) => c is ' ' or '-' or '\u3000' or '\u00A0' or '－' or '–' or '—' or '−' or '‐' or '‑';
}
