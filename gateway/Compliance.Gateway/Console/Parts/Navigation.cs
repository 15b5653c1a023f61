using System.Reflection;
using System.Security.Claims;
using Compliance.Gateway.Console.Pages;

namespace Compliance.Gateway.Console.Parts;

/// <summary>The places of the console. Who sees which is read off the pages themselves.</summary>
internal static class Navigation
{
    private static readonly NavigationPlace[] All =
    [
        new("/console", "总览", "overview", typeof(OverviewModel)),
        new("/console/decisions", "决定", "decisions", typeof(DecisionsModel)),
        new("/console/check", "文案预检", "check", typeof(CheckModel)),
        new("/console/rules", "规则", "rules", typeof(RulesModel)),
        new("/console/approvals", "待批准", "permit", typeof(ApprovalsModel)),
        new("/console/accounts", "账号", "accounts", typeof(AccountsModel)),
    ];

    public static bool IsOpen<TPage>(ClaimsPrincipal user) => All.Any(place => place.Page == typeof(TPage) && place.IsOpenTo(user));

    public static IEnumerable<NavigationPlace> For(ClaimsPrincipal user) => All.Where(place => place.IsOpenTo(user));
}

internal sealed record NavigationPlace(string Path, string Text, string Icon, Type Page)
{
    private readonly string[] _roles = Page.GetCustomAttribute<AllowRolesAttribute>()!.Roles!.Split(',');

    public bool IsOpenTo(ClaimsPrincipal user) => _roles.Any(user.IsInRole);

    public bool Covers(string path) => path == Path || (Path != "/console" && path.StartsWith(Path + "/", StringComparison.Ordinal));
}
