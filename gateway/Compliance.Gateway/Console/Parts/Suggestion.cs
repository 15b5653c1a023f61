using System.Text.RegularExpressions;
using Compliance.Gateway.Admin;

namespace Compliance.Gateway.Console.Parts;

/// <summary>What taking a finding's suggestion does to the text: these characters are replaced by those.</summary>
internal sealed partial record Suggestion(int Start, int Length, string With)
{
    /// <summary>
    /// What is missing is put at the end; <c>改为“…”</c> names the words that come instead; where the advice is to leave it out, it is left out.
    /// Other advice is for a person to follow.
    /// </summary>
    /// <returns>Null: nothing that can be done for the writer.</returns>
    public static Suggestion? Of(CheckFinding finding, string text) =>
        finding switch
        {
            { Length: 0, Suggestion: { } missing } => new Suggestion(text.Length, 0, EndsSentence(text) ? missing : $"，{missing}"),
            { Suggestion: { } advice } when Instead().Match(advice) is { Success: true } instead => new Suggestion(
                finding.Start,
                finding.Length,
                instead.Groups[1].Value
            ),
            { Suggestion: { } advice } when advice.StartsWith("删去", StringComparison.Ordinal) => new Suggestion(
                finding.Start,
                finding.Length,
                ""
            ),
            _ => null,
        };

    private static bool EndsSentence(string text) =>
        text.Length == 0 || text.TrimEnd()[^1..] is "。" or "！" or "？" or "，" or "；" or "." or "!" or "?" or "~";

    [GeneratedRegex("改(?:为|成)“([^”]{1,40})”", RegexOptions.CultureInvariant)]
    private static partial Regex Instead();
}
