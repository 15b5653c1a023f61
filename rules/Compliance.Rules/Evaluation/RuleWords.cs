using System.Collections.Immutable;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Evaluation;

/// <summary>The word lists of some of a set's rules as one matcher.</summary>
internal sealed class RuleWords
{
    private readonly CompiledRule[] _ruleOfList;

    private RuleWords(CompiledRule[] ruleOfList, WordMatcher matcher) => (_ruleOfList, Matcher) = (ruleOfList, matcher);

    public WordMatcher Matcher { get; }

    /// <summary>Null when none of the rules has a list.</summary>
    /// <param name="same">The matcher of exactly these rules' lists, where somebody has it already.</param>
    public static RuleWords? Of(IEnumerable<CompiledRule> rules, RuleWords? same)
    {
        var lists = rules
            .SelectMany(rule => ((rule.Rule as IUseWordLists)?.Lists ?? []).Select(list => (Rule: rule, List: list)))
            .ToArray();
        return lists.Length == 0
            ? null
            : new([.. lists.Select(pair => pair.Rule)], same?.Matcher ?? WordMatcher.Build([.. lists.Select(pair => pair.List)]));
    }

    /// <summary>The rule whose list holds a word that was found.</summary>
    public CompiledRule RuleOf(in WordHit hit) => _ruleOfList[Matcher.ListOf[hit.Entry]];

    /// <summary>The words of one rule in a text.</summary>
    public IEnumerable<WordHit> Find(CompiledRule rule, ReadOnlySpan<char> text, string? industry)
    {
        var hits = new List<WordHit>();
        Matcher.Scan(text, industry, hits);
        return hits.Where(hit => ReferenceEquals(RuleOf(hit), rule));
    }
}
