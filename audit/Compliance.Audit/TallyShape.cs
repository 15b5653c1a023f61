using System.Collections.Immutable;

namespace Compliance.Audit;

/// <summary>What is counted by the hour while the index is built: of entries of one type, under each value of one term, how many entries and rows carry each value of some others.</summary>
/// <param name="Across">The term that an entry says once, such as <c>channel</c>. Entries without it aren't counted.</param>
/// <param name="Names">Terms of few values: each value costs a row an hour.</param>
public sealed record TallyShape(string Type, string Across, ImmutableArray<string> Names)
{
    /// <summary>Stands in the index; one of another shape is made anew.</summary>
    public override string ToString() => string.Join(' ', [Type, Across, .. Names]);

    internal static TallyShape? Parse(string text) =>
        text.Split(' ') is [var type, var across, .. var names] ? new TallyShape(type, across, [.. names]) : null;
}

/// <summary>One count.</summary>
/// <param name="From">The beginning of its stretch of time.</param>
/// <param name="Of">The term that is counted; null: all entries under that value.</param>
/// <param name="Rows">How many subjects' rows carry it; a term of the whole entry is on all of them.</param>
public sealed record TallyCount(DateTimeOffset From, string Across, Term? Of, long Entries, long Rows);
