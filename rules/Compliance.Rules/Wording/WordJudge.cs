using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Wording;

/// <summary>Reports the words that were found for a rule. The scan is one for all rules, and so is the pass over its hits where only wording is asked for.</summary>
internal sealed class WordJudge : ContentJudge
{
    public static WordJudge Instance { get; } = new();

    public override void Judge(CompiledRule rule, ContentCase content)
    {
        foreach (var hit in content.Words)
            if (ReferenceEquals(content.Set.Words!.RuleOf(hit), rule))
                Report(rule, content, hit, Reasons.Term);
    }

    /// <summary>The severity of a term, and what an exception of the law makes of it, is the worst that its rule may make of it.</summary>
    public static void Report(CompiledRule rule, ContentCase content, in WordHit hit, string reason)
    {
        var entry = content.Set.Words!.Matcher.Entries[hit.Entry];
        content.Found(rule, reason, hit.Start, hit.Length, hit.Term, hit.Severity, entry.SuggestionFor(hit.Term));
    }
}
