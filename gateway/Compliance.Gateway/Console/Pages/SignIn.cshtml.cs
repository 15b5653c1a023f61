using Compliance.Gateway.Console.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

[AllowAnonymous]
internal sealed class SignInModel(SignInDesk desk, IAccountStore accounts, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public bool Refused { get; private set; }

    /// <summary>Nobody has an account yet: the way in is printed in the terminal.</summary>
    public bool IsFirstVisit { get; private set; }

    public void OnGet() => IsFirstVisit = accounts.All().Count == 0;

    public async Task<IActionResult> OnPostAsync([FromForm] string? password, CancellationToken cancel)
    {
        if (await desk.SignInAsync(Name ?? "", password ?? "", HttpContext.Connection.RemoteIpAddress, cancel) is { } account)
        {
            await ConsoleSession.SignInAsync(HttpContext, account, clock.GetUtcNow());
            return LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/console");
        }

        Refused = true;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Page();
    }
}
