using Compliance.Gateway.Admin;
using Microsoft.AspNetCore.Authorization;

namespace Compliance.Gateway.Console;

/// <summary>These roles, and the administrator, may open the page.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AllowRolesAttribute : AuthorizeAttribute
{
    public AllowRolesAttribute(params string[] roles)
    {
        AuthenticationSchemes = ConsoleSession.SchemeName;
        Roles = string.Join(',', roles.Append(Admin.Roles.Administrator));
    }
}
