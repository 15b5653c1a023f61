using System.Text.RegularExpressions;
using Compliance.Rules.Decisions;
using Compliance.Rules.Masking;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Cli.Commands;

/// <summary>The line that legal could add so that a text like this one passes: an everyday phrase for a term, an allowance for personal data.</summary>
internal static partial class LegalRow
{
    /// <summary>How much of the neighbourhood makes an everyday phrase out of a term.</summary>
    private const int Reach = 4;

    /// <returns>Null where no line can be told: the term is all that the clause says.</returns>
    public static string? For(Finding finding, string text, PolicySet set) =>
        finding switch
        {
            { Field: not 0 } or { Length: 0 } => null,
            { Rule: MaskRule rule } =>
                $"规则 {rule.Id} 的 mask.allow 里加 - {{ template: \"模板编号\", variables: [\"变量名\"], kinds: [{finding.Term}], reason: 原因 }}",
            { Rule: WordingRule } when Phrase(text, finding.Start, finding.Start + finding.Length) is { } phrase =>
                $"在 {Everyday(set)} 末尾加一行（中间是 TAB）：{phrase}\tallow",
            _ => null,
        };

    /// <summary>The term with what stands around it in the same clause: alone it would be let through everywhere.</summary>
    private static string? Phrase(string text, int start, int end)
    {
        var (from, to) = (start, end);
        while (from > 0 && start - from < Reach && char.IsLetterOrDigit(text[from - 1]))
            from--;
        while (to < text.Length && to - end < Reach && char.IsLetterOrDigit(text[to]))
            to++;
        var phrase = Number().Replace(text[from..to], "#");
        return (from, to) == (start, end) || !phrase.All(c => char.IsLetter(c) || c is '#' or '%') ? null : phrase;
    }

    [GeneratedRegex("[0-9０-９][0-9０-９.,]*")]
    private static partial Regex Number();

    /// <summary>The list in which everyday phrases stand.</summary>
    private static string Everyday(PolicySet set) =>
        set.Rules.OfType<IUseWordLists>().SelectMany(rule => rule.Lists).MaxBy(list => list.Allowed.Length)?.Name ?? "词表";
}
