using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Console.Counting;
using Compliance.Gateway.Console.Ruling;
using Compliance.Gateway.LivePolicies;
using Compliance.Policies.Archive;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

[AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)]
internal sealed class RuleModel(
    LivePolicySet live,
    RuleBook rules,
    PolicyArchive archive,
    AuditTrail trail,
    AccessLog access,
    TimeProvider clock
) : PageModel
{
    private const int WordsOnPage = 60;

    public Rule Rule { get; private set; } = null!;

    public RuleSource? Source { get; private set; }

    public RuleCounts Hits { get; private set; }

    public Period Week { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public string? Search { get; private set; }

    public int Number { get; private set; }

    public int Pages { get; private set; }

    /// <summary>Of the whole list, and of what the search leaves.</summary>
    public (int All, int Found) WordCount { get; private set; }

    public IReadOnlyList<(string File, WordEntry Entry)> Words { get; private set; } = [];

    public string Behind => DecisionLinks.To([.. DecisionLinks.Between(Week.From, Week.To), DecisionLinks.Rule(Rule.Id)]);

    public async Task<IActionResult> OnGetAsync(string id, string? q, int? number)
    {
        var set = live.Set;
        if (rules.Find(set.Revision, id) is not { } rule)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Partial("_NoSuchRule");
        }

        await access.WriteAsync(User, "rule.read", [], ("rule", rule.Id));
        var now = clock.GetUtcNow();
        Rule = rule;
        Today = DateOnly.FromDateTime(BeijingTime.Of(now).DateTime);
        Week = Period.All(now)[1];
        Hits = new PushNumbers(Week, trail.Tally(Week.From, Week.To, Week.To - Week.From))
            .Rules.FirstOrDefault(hit => hit.Key == rule.Id)
            .Value;
        Source = RuleSource.Find(archive, set.Revision, rule.Pack, rule.Id);
        FindWords((rule as IUseWordLists)?.Lists ?? [], q, number ?? 1);
        return Request.Headers.ContainsKey("HX-Request") ? Partial("_WordList", this) : Page();
    }

    private void FindWords(ImmutableArray<WordList> lists, string? search, int number)
    {
        var all = lists.SelectMany(list => list.Entries.Select(entry => (list.Name, entry))).ToList();
        Search = search?.Trim();
        var found = string.IsNullOrEmpty(Search)
            ? all
            : all.FindAll(word => word.entry.Term.Contains(Search, StringComparison.OrdinalIgnoreCase));
        WordCount = (all.Count, found.Count);
        Pages = Math.Max(1, (found.Count + WordsOnPage - 1) / WordsOnPage);
        Number = Math.Clamp(number, 1, Pages);
        Words = found.GetRange((Number - 1) * WordsOnPage, Math.Min(WordsOnPage, found.Count - ((Number - 1) * WordsOnPage)));
    }
}
