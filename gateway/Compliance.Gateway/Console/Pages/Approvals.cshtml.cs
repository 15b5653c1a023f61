using Compliance.Gateway.Admin;
using Compliance.Gateway.Stores.Approvals;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

/// <summary>What waits for a second person.</summary>
[AllowRoles(Roles.Officer, Roles.Legal, Roles.Privacy)]
internal sealed class ApprovalsModel(ApprovalDesk approvals) : PageModel
{
    public IReadOnlyList<PendingAct> Waiting { get; private set; } = [];

    /// <summary>What went wrong, in words.</summary>
    public string? Problem { get; private set; }

    public async Task OnGetAsync() => Waiting = await approvals.OpenAsync(User);

    public async Task<IActionResult> OnPostApproveAsync([FromForm] string? id) =>
        await ShowAsync(await approvals.ApproveAsync(User, id ?? ""));

    public async Task<IActionResult> OnPostRefuseAsync([FromForm] string? id) =>
        await ShowAsync(await approvals.RefuseAsync(User, id ?? ""));

    private async Task<IActionResult> ShowAsync(IResult done)
    {
        if (done is not ProblemHttpResult refused)
            return RedirectToPage();
        Response.StatusCode = refused.StatusCode;
        Problem = $"{refused.ProblemDetails.Title}。{refused.ProblemDetails.Detail}";
        await OnGetAsync();
        return Page();
    }
}
