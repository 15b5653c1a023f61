namespace Compliance.Audit.Searching;

/// <summary>What audit knows of an entry's meaning, and no more: a decision that permits somebody awaits an outcome that names it.</summary>
internal static class Settlement
{
    public const string Decision = "decision";
    public const string Outcome = "outcome";
    public static readonly Term Permits = new("effect", "permit");

    public static bool Opens(EntryView entry) => entry.Type == Decision && entry.Terms.Contains(Permits);

    /// <summary>The id of the decision that the entry settles.</summary>
    public static string? Closes(EntryView entry) => entry.Type == Outcome ? entry.Of : null;
}
