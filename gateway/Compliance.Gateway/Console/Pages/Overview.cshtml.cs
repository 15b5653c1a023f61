using Compliance.Audit;
using Compliance.Audit.Notes;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Console.Counting;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.LivePolicies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compliance.Gateway.Console.Pages;

[AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)]
internal sealed class OverviewModel(
    AuditTrail trail,
    LivePolicySet live,
    RuleBook rules,
    HealthCheckService health,
    LogCheck check,
    VendorRegistry vendors,
    AccessLog access,
    TimeProvider clock
) : PageModel
{
    /// <summary>Rules that are a column of the chart each; the rest are in the table below.</summary>
    public const int MostColumns = 6;

    public IReadOnlyList<Period> Periods { get; private set; } = [];

    public PushNumbers Numbers { get; private set; } = null!;

    public HealthReport Parts { get; private set; } = null!;

    /// <summary>What the channels' chart shows: <c>pushes</c>, <c>removed</c> or <c>refused</c>.</summary>
    public string Show { get; private set; } = "pushes";

    public PolicyState Policies => live.State;

    public AuditHealth Audit => trail.Health;

    public bool UsesSandbox => vendors.UsesSandbox;

    public LogCheck Check => check;

    /// <summary>The newest signed root, base64; null: none yet.</summary>
    public string? Root { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? period, string? show, CancellationToken cancel)
    {
        Periods = Period.All(clock.GetUtcNow());
        var chosen = Periods.FirstOrDefault(one => one.Key == period) ?? Periods[1];
        Show = show is "removed" or "refused" ? show : "pushes";
        await access.WriteAsync(User, "overview.read", [], ("period", chosen.Key));
        Numbers = PushNumbers.Read(trail, chosen);
        Parts = await health.CheckHealthAsync(cancel);
        ReadRoot();
        return Page();
    }

    /// <summary>The card of the log alone, asked for while a check runs.</summary>
    public IActionResult OnGetLog()
    {
        ReadRoot();
        return Partial("_Log", this);
    }

    public async Task<IActionResult> OnPostVerifyAsync()
    {
        await access.WriteAsync(User, "log.verify", []);
        check.Start(User.Identity!.Name!);
        ReadRoot();
        return Partial("_Log", this);
    }

    public string RuleTitle(string id) => rules.Find(live.Set.Revision, id)?.Title ?? id;

    public static long Value(PushCounts counts, string show) =>
        show switch
        {
            "removed" => counts.Removed,
            "refused" => counts.Refused,
            _ => counts.Pushes,
        };

    private void ReadRoot()
    {
        var path = Path.Combine(trail.LogDirectory, "checkpoint");
        Root =
            System.IO.File.Exists(path)
            && SignedNote.TryParse(System.IO.File.ReadAllBytes(path), out var note)
            && Checkpoint.TryParse(note.Text, out var tree)
                ? Convert.ToBase64String(tree.Root)
                : null;
    }
}
