using System.Collections.Immutable;

namespace Compliance.Rules.Wording;

/// <summary>One line of a word list.</summary>
public sealed record WordEntry
{
    public required string Term { get; init; }

    /// <summary>Longer phrases in which the term is meant otherwise: a hit inside or across one of them is none.</summary>
    public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>What could be written instead.</summary>
    public string? Suggestion { get; init; }
}
