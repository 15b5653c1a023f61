namespace Compliance.Rules.Wording;

internal enum Role : byte
{
    Term,
    Allowed,
    Whole,
    Cue,
    Scope,
}

/// <summary>One way to write a row, as the trie hands it back.</summary>
/// <param name="Row">Index of the entry or the cue.</param>
/// <param name="List">Index of its list.</param>
/// <param name="Text">Of the phrase's anchor texts the one that the trie looks for.</param>
/// <param name="IsMirrored">The text is the row's from its end to its beginning.</param>
/// <param name="Exception">Of a cue, the exception or context of which it is a sign; else -1.</param>
internal sealed record Pattern(Role Role, int Row, int List, Phrase Phrase, string Text, bool IsMirrored = false, int Exception = -1)
{
    private const int ShortestMirrored = 3;
    private const int LongestMirrored = 8;

    /// <summary>The text as the row has it.</summary>
    public string NormalText => IsMirrored ? Reverse(Text) : Text;

    /// <summary>Long enough that its reverse is no accident, and all there is to the row.</summary>
    public bool CanBeMirrored =>
        Phrase.IsLiteral && Phrase.Runs == 0 && Text.Length is >= ShortestMirrored and <= LongestMirrored && Reverse(Text) != Text;

    public Pattern Mirrored() => this with { Text = Reverse(Text), IsMirrored = true };

    private static string Reverse(string text) =>
        string.Create(
            text.Length,
            text,
            static (reverse, original) =>
            {
                original.CopyTo(reverse);
                reverse.Reverse();
            }
        );
}

/// <summary>A pattern found, with its first and last symbol in the folded text.</summary>
/// <param name="Exception">Index of the exception that makes it milder, or -1.</param>
internal readonly record struct Candidate(Pattern Pattern, int First, int Last, Evasion Evasion, int Exception = -1);
