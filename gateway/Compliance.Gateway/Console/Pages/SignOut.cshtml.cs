using Compliance.Gateway.Admin;
using Compliance.Gateway.Console.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

internal sealed class SignOutModel(IAccountStore accounts, AccessLog access) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/console");

    public async Task<IActionResult> OnPostAsync()
    {
        await access.WriteAsync(User, "console.sign-out", []);
        // Everywhere: whoever signs out on a machine that is not his own wants no other to be left open.
        await accounts.ChangeAsync(User.Identity!.Name!, account => account with { Stamp = SignInDesk.NewStamp() });
        await HttpContext.SignOutAsync(ConsoleSession.SchemeName);
        return LocalRedirect("/console/sign-in");
    }
}
