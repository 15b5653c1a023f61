using System.Collections.Immutable;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

/// <summary>Administrators alone. A link is shown once, to whoever made it, and stands in no address.</summary>
[AllowRoles]
internal sealed class AccountsModel(IAccountStore accounts, AccountDesk desk, AccessLog access, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Account> Accounts { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What went wrong; a key of <see cref="Texts"/>.</summary>
    public string? Problem { get; private set; }

    /// <summary>Made by this very request, and for whom.</summary>
    public (string Account, string Link)? Made { get; private set; }

    public async Task OnGetAsync()
    {
        await access.WriteAsync(User, "account.list", []);
        Accounts = accounts.All();
    }

    public async Task<IActionResult> OnPostAddAsync([FromForm] string? name, [FromForm] string[] roles)
    {
        var (link, problem) = await desk.AddAsync(User, name?.Trim() ?? "", [.. roles]);
        return Show(problem, name?.Trim(), link);
    }

    public async Task<IActionResult> OnPostLinkAsync([FromForm] string? name) => Show(null, name, await desk.LinkAsync(User, name ?? ""));

    public async Task<IActionResult> OnPostRolesAsync([FromForm] string? name, [FromForm] string[] roles) =>
        Show(await desk.SetRolesAsync(User, name ?? "", roles.ToImmutableArray()));

    public async Task<IActionResult> OnPostDisableAsync([FromForm] string? name) =>
        Show(await desk.SetDisabledAsync(User, name ?? "", true));

    public async Task<IActionResult> OnPostEnableAsync([FromForm] string? name) =>
        Show(await desk.SetDisabledAsync(User, name ?? "", false));

    public static string RoleName(string role) =>
        role switch
        {
            Roles.Sender => "营销",
            Roles.Officer => "合规专员",
            Roles.Legal => "法务",
            Roles.Auditor => "审计",
            Roles.Privacy => "个人信息保护",
            Roles.Operator => "运维",
            _ => "管理员",
        };

    private IActionResult Show(string? problem, string? account = null, string? link = null)
    {
        Problem = problem;
        if (problem is not null)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (link is null)
            return RedirectToPage();
        if (link is not null)
            Made = (account!, $"{Request.Scheme}://{Request.Host}{link}");
        Accounts = accounts.All();
        return Page();
    }
}
