namespace Compliance.Rules.Wording;

internal enum Role : byte
{
    Term,
    Allowed,
    Whole,
    Cue,
    Scope,
}

/// <summary>One way to write a row, as the automaton hands it back.</summary>
/// <param name="Row">Index of the entry or the cue.</param>
/// <param name="List">Index of its list.</param>
/// <param name="Text">Of the phrase's anchor texts the one that the automaton looks for.</param>
internal sealed record Pattern(Role Role, int Row, int List, Phrase Phrase, string Text);

/// <summary>A pattern found, with its first and last symbol in the folded text.</summary>
internal readonly record struct Candidate(Pattern Pattern, int First, int Last, Evasion Evasion);
