using Microsoft.AspNetCore.Authorization;

namespace Compliance.Gateway.Admin;

/// <summary>Who may call what.</summary>
internal static class Roles
{
    public const string Sender = "sender";
    public const string Officer = "officer";
    public const string Legal = "legal";
    public const string Auditor = "auditor";
    public const string Privacy = "privacy";
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Sender, Officer, Legal, Auditor, Privacy, Operator, Administrator];

    /// <summary>Whether one of the roles that somebody has is among those that are wanted; the administrator's always is.</summary>
    public static bool Suffice(IEnumerable<string> held, IReadOnlyCollection<string> wanted) =>
        held.Any(role => role == Administrator || wanted.Contains(role));

    /// <summary>These roles, and the administrator.</summary>
    public static TBuilder AllowRoles<TBuilder>(this TBuilder builder, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(
            new AuthorizeAttribute
            {
                AuthenticationSchemes = AdminKeyHandler.SchemeName,
                Roles = string.Join(',', roles.Append(Administrator)),
            }
        );
}
