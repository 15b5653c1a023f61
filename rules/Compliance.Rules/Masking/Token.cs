using System.Buffers;

namespace Compliance.Rules.Masking;

/// <summary>What stands between two runs of letters and digits.</summary>
internal enum Joint : byte
{
    /// <summary>Too much, or words, or the end of a clause: they are no parts of one number.</summary>
    None,

    /// <summary>As people group a number: a blank, a hyphen, a dot, a slash, a closing bracket.</summary>
    Tight,

    /// <summary>A line break, an emoji, several of them.</summary>
    Loose,
}

/// <summary>A run of letters and digits in the seen text.</summary>
/// <param name="Digits">How many of them are digits.</param>
/// <param name="Joint">What stands before the next token.</param>
internal readonly record struct Token(int Start, int End, int Digits, Joint Joint)
{
    private const int LongestJoint = 3;
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");
    private const string TightJoints = " -./*_·•~)";

    public int Count => End - Start;

    public bool IsNumber => Digits == Count;

    /// <summary>Reads all tokens. Letters glued before a number that only say what it is (tel, wx) are a token of their own.</summary>
    public static void Read(ReadOnlySpan<char> text, List<Token> tokens)
    {
        tokens.Clear();
        for (var i = NextStart(text, 0); i < text.Length; )
        {
            int start = i,
                digits = 0;
            for (; i < text.Length && char.IsAsciiLetterOrDigit(text[i]); i++)
            {
                if (char.IsAsciiDigit(text[i]) && digits++ == 0 && Cues.IsGlued(text[start..i]))
                {
                    tokens.Add(new Token(start, i, 0, Joint.None));
                    start = i;
                }
            }
            var next = NextStart(text, i);
            tokens.Add(new Token(start, i, digits, next < text.Length ? JointOf(text[i..next]) : Joint.None));
            i = next;
        }
    }

    public static bool IsTight(char c) => TightJoints.Contains(c);

    private static int NextStart(ReadOnlySpan<char> text, int from)
    {
        var found = text[from..].IndexOfAny(LettersAndDigits);
        return found < 0 ? text.Length : from + found;
    }

    private static Joint JointOf(ReadOnlySpan<char> between)
    {
        if (between.Length > LongestJoint || between.StartsWith("**"))
            return Joint.None;
        var tight = between.Length == 1 || between.Trim(' ').Length <= 1;
        foreach (var c in between)
            if (char.IsLetter(c) || c is '@' or ':' or '=' or '&' or '%' || Cues.EndsClause(c) && c != '\n')
                return Joint.None;
            else
                tight &= IsTight(c);
        return tight ? Joint.Tight : Joint.Loose;
    }
}
