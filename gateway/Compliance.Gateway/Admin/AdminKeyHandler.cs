using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

/// <summary><c>Authorization: Bearer &lt;key&gt;</c>. A key in the query or in a cookie is no key.</summary>
internal sealed class AdminKeyHandler(
    AdminKeys keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "AdminKey";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (keys.Find(header["Bearer ".Length..].Trim()) is not { } key)
            return Task.FromResult(AuthenticateResult.Fail("unknown key"));
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, key.Actor), .. key.Roles.Select(role => new Claim(ClaimTypes.Role, role))],
            Scheme.Name
        );
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems
            .Of(
                StatusCodes.Status401Unauthorized,
                "缺少密钥或者密钥不对",
                "请求头应为 Authorization: Bearer <密钥>；首次启动时管理员密钥写在 <DataDirectory>/keys/admin。"
            )
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context
            .GetEndpoint()
            ?.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(data => data.Roles)
            .LastOrDefault(roles => roles is not null);
        return Problems
            .Of(
                StatusCodes.Status403Forbidden,
                "该密钥的角色不允许此操作",
                $"需要以下角色之一：{needed ?? Roles.Administrator}；请管理员在 Compliance:AdminKeys:<name>:Roles 中配置。"
            )
            .ExecuteAsync(Context);
    }
}
