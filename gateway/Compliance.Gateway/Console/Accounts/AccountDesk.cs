using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Console.Accounts;

/// <summary>What administrators do with accounts, and what the owner of a link does with his own. Each act is in the audit trail before it happens.</summary>
internal sealed partial class AccountDesk(
    IAccountStore accounts,
    OneTimeLinks links,
    Passwords passwords,
    AccessLog access,
    TimeProvider clock
)
{
    private const string Unknown = "没有这个账号。";

    /// <summary>What the gateway does by itself stands in the audit trail under these.</summary>
    private static readonly string[] Gateways = ["console", "start", "watch"];

    /// <summary>Makes an account without a password, and the link over which its owner sets one.</summary>
    /// <returns>The link, or what is wrong (a key of <see cref="Texts"/>).</returns>
    public async Task<(string? Link, string? Problem)> AddAsync(ClaimsPrincipal by, string name, ImmutableArray<string> roles)
    {
        if ((JudgeName(name) ?? JudgeRoles(roles)) is { } problem)
            return (null, problem);
        var account = New(name, roles, by.Identity!.Name!);
        await access.WriteAsync(by, "account.add", [], ("account", name), ("roles", string.Join(' ', roles)));
        return await accounts.AddAsync(account) ? (await links.MakeAsync(name), null) : (null, "这个用户名已经有人用了。");
    }

    /// <summary>For somebody who lost the password. Sessions go on until the link is used.</summary>
    public async Task<string?> LinkAsync(ClaimsPrincipal by, string name)
    {
        if (accounts.Find(name) is not { } account)
            return null;
        await access.WriteAsync(by, "account.link", [], ("account", account.Name));
        return await links.MakeAsync(account.Name);
    }

    public async Task<string?> SetRolesAsync(ClaimsPrincipal by, string name, ImmutableArray<string> roles)
    {
        if ((accounts.Find(name) is null ? Unknown : JudgeRoles(roles)) is { } problem)
            return problem;
        if (!roles.Contains(Roles.Administrator) && IsLastAdministrator(name))
            return "至少要有一位可以登录的管理员。";
        await access.WriteAsync(by, "account.roles", [], ("account", name), ("roles", string.Join(' ', roles)));
        await accounts.ChangeAsync(name, account => account with { Roles = roles, Stamp = SignInDesk.NewStamp() });
        return null;
    }

    public async Task<string?> SetDisabledAsync(ClaimsPrincipal by, string name, bool disabled)
    {
        if (accounts.Find(name) is null)
            return Unknown;
        if (disabled && IsLastAdministrator(name))
            return "至少要有一位可以登录的管理员。";
        await access.WriteAsync(by, disabled ? "account.disable" : "account.enable", [], ("account", name));
        await accounts.ChangeAsync(
            name,
            account => account with { Disabled = disabled, Failures = 0, LockedUntil = null, Stamp = SignInDesk.NewStamp() }
        );
        return null;
    }

    /// <summary>Uses a link up.</summary>
    /// <param name="name">Asked for with the first administrator's link alone.</param>
    /// <returns>The account, or what is wrong; then the link stays good.</returns>
    public async Task<(Account? Account, string? Problem)> AcceptAsync(string token, string name, string password)
    {
        var (hash, now) = (OneTimeLinks.Hash(token), clock.GetUtcNow());
        if (accounts.FindInvitation(hash, now) is not { } invitation)
            return (null, "这个链接已经用过或者过期了，请管理员再发一个。");
        var first = invitation.Account.Length == 0;
        name = first ? name : invitation.Account;
        if ((first ? JudgeName(name) : null) is { } unusable)
            return (null, unusable);
        if (Passwords.Judge(password, name) is { } weak)
            return (null, weak);
        var hashed = passwords.Hash(password);
        await access.WriteAsync(name, first ? "account.first" : "account.password", [], ("account", name));
        // Who sets a password by a link is signed in with it.
        await access.WriteAsync(name, "console.sign-in", []);
        var account = await accounts.AcceptAsync(
            hash,
            now,
            known =>
                first ? New(name, [Roles.Administrator], name) with { PasswordHash = hashed, SignedInAt = now }
                : known is null ? null
                : known with { PasswordHash = hashed, Stamp = SignInDesk.NewStamp(), Failures = 0, LockedUntil = null, SignedInAt = now }
        );
        return account is null ? (null, "这个链接已经用过或者过期了，请管理员再发一个。") : (account, null);
    }

    private Account New(string name, ImmutableArray<string> roles, string by) =>
        new()
        {
            Name = name,
            Roles = roles,
            Stamp = SignInDesk.NewStamp(),
            CreatedBy = by,
            CreatedAt = clock.GetUtcNow(),
        };

    private bool IsLastAdministrator(string name) =>
        !accounts
            .All()
            .Any(account =>
                !account.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                && account is { Disabled: false, PasswordHash: not null }
                && account.Roles.Contains(Roles.Administrator)
            );

    private string? JudgeName(string name)
    {
        if (!NamePattern().IsMatch(name) || PersonalText.Holds(name))
            return "用户名为 2 到 32 个字符：文字、数字、点、横线或下划线，以文字开头；它会留在审计里，不要写手机号或邮箱。";
        return Gateways.Contains(name, StringComparer.OrdinalIgnoreCase) ? "这个用户名已经有人用了。" : null;
    }

    private static string? JudgeRoles(ImmutableArray<string> roles) =>
        roles.IsEmpty || roles.Any(role => !Roles.All.Contains(role)) ? "请至少选择一个角色。" : null;

    [GeneratedRegex(@"^\p{L}[\p{L}\p{N}._-]{1,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
