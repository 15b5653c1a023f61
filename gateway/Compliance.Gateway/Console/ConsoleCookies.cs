using Compliance.Gateway.Model;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Console;

/// <summary>The console's cookies: never sent from another site, never read by a script, and bound to the host where the listener speaks https.</summary>
internal sealed class ConsoleCookies(IOptions<GatewayOptions> gateway)
    : IConfigureNamedOptions<CookieAuthenticationOptions>,
        IConfigureOptions<AntiforgeryOptions>
{
    /// <summary>The header in which scripts send the form token.</summary>
    public const string TokenHeader = "Console-Token";

    private bool IsSecure => gateway.Value.Listeners.Admin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != ConsoleSession.SchemeName)
            return;
        Harden(options.Cookie, "console-session");
        options.ExpireTimeSpan = ConsoleSession.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = "/console/sign-in";
        options.ReturnUrlParameter = "back";
        options.EventsType = typeof(ConsoleSession);
    }

    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    public void Configure(AntiforgeryOptions options)
    {
        Harden(options.Cookie, "console-form");
        options.HeaderName = TokenHeader;
        options.FormFieldName = "form-token";
        options.SuppressXFrameOptionsHeader = true;
    }

    private void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = IsSecure ? $"__Host-{name}" : name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }
}
