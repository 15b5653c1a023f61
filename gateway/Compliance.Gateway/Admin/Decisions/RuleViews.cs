using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Admin.Decisions;

internal static class RuleViews
{
    /// <param name="rule">Null when its revision isn't kept here: then the entry's own law terms speak.</param>
    public static RuleView Of(Rule? rule, string id, EntryView? entry = null, ImmutableArray<int> terms = default)
    {
        if (rule is not null)
            return new RuleView(
                id,
                rule.Title,
                rule.Message,
                [.. rule.Basis.Select(b => new LawView(b.Law, b.Article, b.Version, Words.Law(b.Law, b.Article)))]
            );
        var laws =
            entry is null || terms.IsDefault
                ? []
                : terms.Select(i => entry.Terms[i]).Where(term => term.Name == "law").Select(term => Law(term.Value)).ToList();
        return new RuleView(id, null, null, laws);
    }

    public static string Sentence(RuleView rule)
    {
        var laws = rule.Laws.Count == 0 ? "" : $"，依据{string.Join("、", rule.Laws.Select(law => law.Text))}";
        return rule.Message is null ? $"规则 {rule.Rule}{laws}" : $"{rule.Message}（规则 {rule.Rule}“{rule.Title}”{laws}）";
    }

    private static LawView Law(string term)
    {
        var slash = term.LastIndexOf('/');
        return slash < 0
            ? new LawView(term, "", null, $"《{term}》")
            : new LawView(term[..slash], term[(slash + 1)..], null, Words.Law(term[..slash], term[(slash + 1)..]));
    }
}
