namespace Compliance.Rules.MustContain;

internal static class Wanted
{
    /// <summary>Whatever its case. Exactly as written is looked for first: it is the rule, and many times faster where the text is Chinese.</summary>
    public static bool StandsIn(ReadOnlySpan<char> text, string wanted) =>
        text.IndexOf(wanted) >= 0 || text.Contains(wanted, StringComparison.OrdinalIgnoreCase);
}
