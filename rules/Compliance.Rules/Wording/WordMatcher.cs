using System.Collections.Immutable;

namespace Compliance.Rules.Wording;

/// <summary>
/// All terms, allow phrases and context cues of a policy set in one automaton. Immutable: build off the hot path, swap whole, share between threads.
/// Scanning takes time linear in the text, whatever the text, and allocates nothing but what it adds to <c>hits</c>.
/// </summary>
public sealed class WordMatcher
{
    private WordMatcher()
    {
    }

    /// <summary>Entries of all lists, in the order in which they were given to <see cref="Build"/>.</summary>
    public ImmutableArray<WordEntry> Entries { get; private init; } = [];

    /// <summary>For each of <see cref="Entries"/> the index of its list.</summary>
    public ImmutableArray<int> ListOf { get; private init; } = [];

    public ImmutableArray<WordException> Exceptions { get; private init; } = [];

    public static WordMatcher Build(IReadOnlyList<WordList> lists) => throw new NotImplementedException();

    /// <summary>
    /// Adds what stands in <paramref name="text"/>, ordered by start; overlapping hits of one list are resolved to the longest.
    /// Hits that an exception without <see cref="WordException.Then"/> excuses are left out.
    /// </summary>
    /// <param name="text">As the person would read it: template with its variables, fields joined.</param>
    /// <param name="industry">Entries of other industries are left out; null takes every industry's.</param>
    public void Scan(ReadOnlySpan<char> text, string? industry, List<WordHit> hits) => throw new NotImplementedException();
}
