using Compliance.Rules.Decisions;

namespace Compliance.Rules.Wording;

/// <summary>How a term was hidden.</summary>
public enum Evasion
{
    None,

    /// <summary>Width, case, traditional or compatibility forms.</summary>
    Form,

    /// <summary>Characters that cannot be seen.</summary>
    Invisible,

    /// <summary>Spaces, punctuation or emoji between its characters.</summary>
    Separated,
    Repeated,

    /// <summary>Pinyin, initials, homophones, digits or split characters.</summary>
    Respelled,

    /// <summary>Written from its end to its beginning.</summary>
    Mirrored,
}

/// <summary>A term found. Offsets are UTF-16 units of the original text.</summary>
/// <param name="Entry">Index into <see cref="WordMatcher.Entries"/>.</param>
/// <param name="Severity">The entry's, or what the exception makes of it.</param>
/// <param name="Term">Normal form of what was found: 最佳 for 最 . 隹.</param>
/// <param name="Exception">Index into <see cref="WordMatcher.Exceptions"/>, or -1.</param>
public readonly record struct WordHit(int Entry, string Term, int Start, int Length, Evasion Evasion, Severity Severity, int Exception)
{
    public int End => Start + Length;
}
