using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

[AllowRoles]
internal sealed class AccountsModel : PageModel;
