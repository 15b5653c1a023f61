using Compliance.Gateway.Console;
using Compliance.Gateway.Model;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Compliance.Tests.Gateway.Console;

public sealed class ConsoleCookiesTests
{
    [Theory]
    [InlineData("https://0.0.0.0:8443", "__Host-console-session", CookieSecurePolicy.Always)]
    [InlineData("http://127.0.0.1:8090", "console-session", CookieSecurePolicy.SameAsRequest)]
    public void Where_the_listener_speaks_https_cookies_are_bound_to_it(string listener, string name, CookieSecurePolicy policy)
    {
        var cookies = new ConsoleCookies(Options.Create(new GatewayOptions { Listeners = new ListenerOptions { Admin = listener } }));
        var session = new CookieAuthenticationOptions();
        cookies.Configure(ConsoleSession.SchemeName, session);
        var form = new AntiforgeryOptions();
        cookies.Configure(form);
        Assert.Equal(name, session.Cookie.Name);
        foreach (var cookie in new[] { session.Cookie, form.Cookie })
        {
            Assert.Equal((policy, SameSiteMode.Strict, true, "/"), (cookie.SecurePolicy, cookie.SameSite, cookie.HttpOnly, cookie.Path));
            Assert.Null(cookie.Domain);
        }
    }

    [Fact]
    public void Other_schemes_are_left_alone()
    {
        var options = new CookieAuthenticationOptions();
        new ConsoleCookies(Options.Create(new GatewayOptions())).Configure("another", options);
        Assert.Null(options.Cookie.Name);
    }
}
