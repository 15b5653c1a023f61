using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

internal sealed class DeniedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
