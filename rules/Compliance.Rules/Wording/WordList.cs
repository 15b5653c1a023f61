using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Rules.Wording;

/// <summary>One term that may not stand in a text, as a row of a word list gives it.</summary>
public sealed record WordEntry
{
    /// <summary>The term as written in the list; see <see cref="WordListReader"/> for its pattern elements.</summary>
    public required string Term { get; init; }

    /// <summary>Group for figures and for people, e.g. <c>absolute-superlative</c>; the law stands in the rule that names the list.</summary>
    public required string Category { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Industries in which the term counts; empty = all.</summary>
    public ImmutableArray<string> Industries { get; init; } = [];

    /// <summary>Also found when spelled in pinyin, homophones, digits or split characters.</summary>
    public bool HighRisk { get; init; }

    /// <summary>Ids of the <see cref="WordException"/>s that may excuse it.</summary>
    public ImmutableArray<string> Exceptions { get; init; } = [];

    /// <summary>Ids of contexts; the term counts only where a cue of one of them is near, or of all that are joined by +. Empty = everywhere.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Compliant wording to offer instead, in Chinese: its own, or that of the rows around it.</summary>
    public string? Suggestion { get; init; }

    /// <summary>What fits some of its words better; the first that fits is offered.</summary>
    public ImmutableArray<WordSuggestion> Suggestions { get; init; } = [];

    /// <summary>Line in its file, 1-based.</summary>
    public int Line { get; init; }

    /// <param name="found">Normal form of what was found.</param>
    public string? SuggestionFor(string found)
    {
        foreach (var suggestion in Suggestions)
            if (suggestion.Fits(found))
                return suggestion.Text;
        return Suggestion;
    }
}

/// <summary>What to write instead of those terms of a category that hold one of some words: a family of them.</summary>
/// <param name="Words">Folded.</param>
public sealed record WordSuggestion(string Category, ImmutableArray<string> Words, string Text, int Line)
{
    public bool Fits(string found)
    {
        foreach (var word in Words)
            if (found.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }
}

/// <summary>
/// A reason of the law (or of everyday speech) why a term may stand when one of its cues is in the same clause; or a context that a term needs to count at all.
/// </summary>
public sealed record WordException
{
    public required string Id { get; init; }

    /// <summary>Clause of 广告绝对化用语执法指南, e.g. <c>6(1)</c>; empty when the cue shows that the sentence is no claim at all.</summary>
    public string Clause { get; init; } = "";

    /// <summary>What the finding becomes; null = no finding.</summary>
    public Severity? Then { get; init; }

    /// <summary>When not empty, a cue of each part is needed, e.g. time and source.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>Does not hold where a scope belongs to the term: 全网最轻 compares with the market, whatever else the clause says.</summary>
    public bool Unscoped { get; init; }
}

/// <summary>A sign that an exception applies to the terms of the same clause.</summary>
public sealed record WordCue
{
    public required string Phrase { get; init; }

    /// <summary>Id of the <see cref="WordException"/>.</summary>
    public required string Exception { get; init; }

    public CueSide Side { get; init; }

    /// <summary>Which of the exception's parts it proves.</summary>
    public string Part { get; init; } = "";

    /// <summary>Reaches over commas up to the end of the sentence.</summary>
    public bool WholeSentence { get; init; }

    /// <summary>In its file, 1-based.</summary>
    public int Line { get; init; }
}

/// <summary>Where the cue stands, seen from the term.</summary>
public enum CueSide
{
    Either,
    Before,
    After,
}

/// <summary>All rows of one word file.</summary>
public sealed record WordList
{
    /// <summary>Path below the packs folder, e.g. <c>core/words/absolute.tsv</c>.</summary>
    public required string Name { get; init; }

    public ImmutableArray<WordEntry> Entries { get; init; } = [];

    /// <summary>Everyday phrases that hide what they wholly cover, in every list.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Everyday words: a term that cuts one, taking a part of it and not all, is none (包治 in 面包治好了困意), in every list.</summary>
    public ImmutableArray<string> Whole { get; init; } = [];

    public ImmutableArray<WordException> Exceptions { get; init; } = [];

    public ImmutableArray<WordCue> Cues { get; init; } = [];

    /// <summary>Words such as 全网 that belong to a term's span when they stand right before it.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    public ImmutableArray<Homophones> Homophones { get; init; } = [];
}

/// <param name="Written">Characters that are written for <paramref name="Character"/> to hide it.</param>
public readonly record struct Homophones(char Character, string Written);

/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in characters.</param>
/// <param name="What">What is wrong, in Chinese.</param>
/// <param name="Mend">How to mend it, in Chinese.</param>
public sealed record WordDiagnostic(int Line, int Column, string What, string Mend);

public sealed record WordListFile(WordList List, ImmutableArray<WordDiagnostic> Diagnostics);
