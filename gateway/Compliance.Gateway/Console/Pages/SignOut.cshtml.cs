using Compliance.Gateway.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

internal sealed class SignOutModel(AccessLog access) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/console");

    public async Task<IActionResult> OnPostAsync()
    {
        await access.WriteAsync(User, "console.sign-out", []);
        await HttpContext.SignOutAsync(ConsoleSession.SchemeName);
        return LocalRedirect("/console/sign-in");
    }
}
