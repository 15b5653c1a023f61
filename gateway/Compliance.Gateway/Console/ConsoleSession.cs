using System.Globalization;
using System.Security.Claims;
using Compliance.Gateway.Console.Accounts;
using Compliance.Gateway.Stores;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Compliance.Gateway.Console;

/// <summary>A signed-in person. Each request asks the account: who was disabled, or whose password or roles changed, is out with the next click.</summary>
internal sealed class ConsoleSession(IAccountStore accounts, TimeProvider clock) : CookieAuthenticationEvents
{
    public const string SchemeName = "Console";

    /// <summary>Sent by what a page asks by itself, so that a forgotten window doesn't keep a session alive.</summary>
    public const string PollHeader = "Console-Poll";

    private const string Stamp = "stamp";
    private const string Since = "since";

    /// <summary>Without a click.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Whatever is clicked: a working day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    public static Task SignInAsync(HttpContext http, Account account, DateTimeOffset now)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, account.Name),
                new Claim(ClaimTypes.NameIdentifier, account.Name),
                new Claim(Stamp, account.Stamp),
                .. account.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            ],
            SchemeName
        );
        var properties = new AuthenticationProperties
        {
            IssuedUtc = now,
            Items = { [Since] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        };
        return http.SignInAsync(SchemeName, new ClaimsPrincipal(identity), properties);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (IsGood(context))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SchemeName);
    }

    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew &= !context.Request.Headers.ContainsKey(PollHeader);
        return Task.CompletedTask;
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context, StatusCodes.Status401Unauthorized);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.RedirectUri = "/console/denied";
        return Answer(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>A script hears the status and where to go; a browser is taken there.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        PageHeaders.Write(context.Response);
        var headers = context.Request.Headers;
        // Never the Host header's words: the caller chose them.
        var target = PathOf(context.RedirectUri) ?? context.RedirectUri;
        if (headers.ContainsKey("HX-Request") || !headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            // Back to the page, not to the part of it that the script asked for.
            if (status == StatusCodes.Status401Unauthorized && PathOf(headers["HX-Current-URL"].ToString()) is { } page)
                target = $"{context.Options.LoginPath}?{context.Options.ReturnUrlParameter}={Uri.EscapeDataString(page)}";
            context.Response.StatusCode = status;
            context.Response.Headers["HX-Redirect"] = target;
        }
        else
        {
            context.Response.Redirect(target);
        }

        return Task.CompletedTask;
    }

    private static string? PathOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole!.PathAndQuery : null;

    private bool IsGood(CookieValidatePrincipalContext context)
    {
        if (
            context.Principal?.Identity?.Name is not { } name
            || !context.Properties.Items.TryGetValue(Since, out var signedIn)
            || !long.TryParse(signedIn, CultureInfo.InvariantCulture, out var since)
            || clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(since) > Longest
        )
            return false;
        try
        {
            return accounts.Find(name) is { Disabled: false } account && account.Stamp == context.Principal.FindFirstValue(Stamp);
        }
        catch (StoreUnavailableException)
        {
            // Who can't be asked for is nobody.
            return false;
        }
    }
}
