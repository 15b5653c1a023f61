using Compliance.Gateway.Admin;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

[AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)]
internal sealed class RulesModel : PageModel;
