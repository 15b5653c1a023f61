using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

[AllowAnonymous]
internal sealed class SwitchLanguageModel : PageModel
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public IActionResult OnGet() => LocalRedirect("/console");

    public IActionResult OnPost([FromForm] string? to, [FromForm] string? back)
    {
        Response.Cookies.Append(
            Language.Cookie,
            to == "en" ? "en" : "zh",
            new CookieOptions
            {
                MaxAge = Kept,
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = Request.IsHttps,
                IsEssential = true,
                Path = "/console",
            }
        );
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/console");
    }
}
