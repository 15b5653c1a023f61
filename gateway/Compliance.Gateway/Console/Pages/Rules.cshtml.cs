using Compliance.Audit;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console.Counting;
using Compliance.Gateway.Console.Ruling;
using Compliance.Gateway.LivePolicies;
using Compliance.Rules.PolicySets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

[AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)]
internal sealed class RulesModel(LivePolicySet live, AuditTrail trail, AccessLog access, TimeProvider clock) : PageModel
{
    private Dictionary<string, RuleCounts> _hits = [];

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Pack { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Mode { get; set; }

    public PolicyState Policies { get; private set; } = PolicyState.Empty;

    public IReadOnlyList<Rule> Rules { get; private set; } = [];

    public Period Week { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync()
    {
        await access.WriteAsync(User, "rules.read", []);
        Read();
    }

    /// <summary>The list alone, when what is live or rejected is another than the page shows, or the filter changed.</summary>
    public IActionResult OnGetLive(string? seen)
    {
        Read();
        return seen == Stamp(Policies) ? new NoContentResult() : Partial("_RuleList", this);
    }

    /// <summary>The warning that the newest files didn't load, for other pages.</summary>
    public IActionResult OnGetFault(string? seen) =>
        seen == Stamp(live.State) ? new NoContentResult() : Partial("_PolicyFault", live.State);

    public RuleCounts Hits(string rule) => _hits.GetValueOrDefault(rule);

    public string Behind(string rule) => DecisionLinks.To([.. DecisionLinks.Between(Week.From, Week.To), DecisionLinks.Rule(rule)]);

    /// <summary>Changes when a set goes live or is rejected.</summary>
    public static string Stamp(PolicyState state) =>
        $"{state.Set.Revision[..Math.Min(12, state.Set.Revision.Length)]}-{state.Rejected?.Manifest.Revision[..12]}";

    private void Read()
    {
        var now = clock.GetUtcNow();
        Policies = live.State;
        Today = DateOnly.FromDateTime(BeijingTime.Of(now).DateTime);
        Week = Period.All(now)[1];
        _hits = new PushNumbers(Week, trail.Tally(Week.From, Week.To, Week.To - Week.From)).Rules.ToDictionary();
        var query = new RuleQuery(Text, Pack, Kind, Mode);
        Rules = [.. Policies.Set.Rules.Where(query.Covers)];
    }
}
