using Compliance.Gateway.Console.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

/// <summary>Opened over a one-time link. Reading the page uses nothing up: mail scanners open links too.</summary>
[AllowAnonymous]
internal sealed class WelcomeModel(AccountDesk desk, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public string? Problem { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync([FromForm] string? password, [FromForm] string? again)
    {
        if (password != again)
            Problem = "两次输入的密码不一样。";
        else if (await desk.AcceptAsync(Token ?? "", Name ?? "", password ?? "") is var (account, problem) && account is not null)
            return await EnterAsync(account);
        else
            Problem = problem;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<IActionResult> EnterAsync(Account account)
    {
        await ConsoleSession.SignInAsync(HttpContext, account, clock.GetUtcNow());
        return LocalRedirect("/console");
    }
}
