using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console;
using Compliance.Gateway.Console.Accounts;
using Compliance.Gateway.Credentials;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Console;

/// <summary>Each test moves the clock: a gateway each.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private ConsoleBench? _bench;

    private ConsoleBench Bench => _bench ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync() => _bench = await ConsoleBench.StartAsync();

    public async Task DisposeAsync() => await Bench.DisposeAsync();

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while_and_only_that_one()
    {
        var name = await Bench.AddAccountAsync(Roles.Officer);
        var browser = Bench.Open();
        for (var i = 0; i < SignInDesk.MostFailures; i++)
            await AssertRefusedAsync(browser, name, "wrong password 123");
        await AssertRefusedAsync(browser, name, ConsoleBench.Password);
        Assert.True(await (await Bench.SignedInAsync(Roles.Officer)).IsSignedInAsync());
        Bench.Clock.Now += SignInDesk.Lock + TimeSpan.FromSeconds(1);
        using var open = await browser.SignInAsync(name, ConsoleBench.Password);
        Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
        Assert.Equal(6, Bench.Acts().Count(act => act == "console console.sign-in-refused"));
        Assert.Single(Bench.Acts(), "console console.locked");
    }

    [Fact]
    public async Task A_refusal_tells_nothing_of_which_names_exist()
    {
        var name = await Bench.AddAccountAsync(Roles.Officer);
        var stranger = await AssertRefusedAsync(Bench.Open(), "nobody99", "wrong password 123");
        var known = await AssertRefusedAsync(Bench.Open(), name, "wrong password 123");
        Assert.Equal(Neutral(stranger, "nobody99"), Neutral(known, name));
        var entries = string.Join('\n', Bench.Entries().Select(entry => Encoding.UTF8.GetString(entry.Leaf.Span)));
        Assert.DoesNotContain("nobody99", entries, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong password", entries, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_makes_the_first_administrator_once_and_reading_it_uses_nothing_up()
    {
        var secret = (await Bench.Get<OneTimeLinks>().MakeAsync("")).Split('#')[1];
        var browser = Bench.Open();
        Assert.Contains("打印了一个一次性链接：", await browser.TextAsync("/console/sign-in"), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await browser.TextAsync("/console/welcome"), StringComparison.Ordinal);
        using var weak = await AcceptAsync(browser, secret, "wanglin", "short");
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        using var common = await AcceptAsync(browser, secret, "wanglin", "Password12345");
        Assert.Equal(HttpStatusCode.BadRequest, common.StatusCode);
        using var made = await AcceptAsync(browser, secret, "wanglin", "a sentence that is mine");
        Assert.Equal("/console", made.Headers.Location?.OriginalString);
        Assert.Contains("wanglin", await browser.TextAsync("/console/accounts"), StringComparison.Ordinal);
        using var again = await AcceptAsync(Bench.Open(), secret, "mallory", "a sentence that is mine");
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Single(Bench.Get<IAccountStore>().All());
        Assert.DoesNotContain("一次性链接：", await Bench.Open().TextAsync("/console/sign-in"), StringComparison.Ordinal);
        Assert.Equal(["wanglin account.first", "wanglin console.sign-in"], Bench.Acts().Take(2));
    }

    [Fact]
    public async Task The_audit_trail_tells_a_person_named_admin_from_the_key_of_that_name()
    {
        var secret = (await Bench.Get<OneTimeLinks>().MakeAsync("")).Split('#')[1];
        using var made = await AcceptAsync(Bench.Open(), secret, "admin", "a sentence that is mine");
        Assert.Equal("/console", made.Headers.Location?.OriginalString);
        using var http = new HttpClient { BaseAddress = Bench.Admin };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Bench.Get<KeyFiles>().Admin());
        using var reloaded = await http.PostAsync("/api/policies/reload", null);
        Assert.Equal(HttpStatusCode.OK, reloaded.StatusCode);
        Assert.Equal(["admin account.first", "admin console.sign-in", "key:admin policy.reload"], Bench.Acts());
    }

    [Fact]
    public async Task Of_many_who_use_one_link_at_once_one_gets_in()
    {
        var secret = (await Bench.Get<OneTimeLinks>().MakeAsync("")).Split('#')[1];
        var desk = Bench.Get<AccountDesk>();
        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => desk.AcceptAsync(secret, $"name{i}x", "a sentence that is mine")))
        );
        Assert.Single(results, result => result.Account is not null);
    }

    [Fact]
    public async Task A_link_expires_and_a_newer_one_voids_it()
    {
        var name = await Bench.AddAccountAsync(Roles.Legal);
        var first = (await Bench.Get<OneTimeLinks>().MakeAsync(name)).Split('#')[1];
        var second = (await Bench.Get<OneTimeLinks>().MakeAsync(name)).Split('#')[1];
        using var voided = await AcceptAsync(Bench.Open(), first, "", "a sentence that is mine");
        Assert.Equal(HttpStatusCode.BadRequest, voided.StatusCode);
        Bench.Clock.Now += OneTimeLinks.Good + TimeSpan.FromSeconds(1);
        using var late = await AcceptAsync(Bench.Open(), second, "", "a sentence that is mine");
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
    }

    [Fact]
    public async Task An_administrator_adds_a_person_who_sets_a_password_and_is_out_when_disabled()
    {
        var administrator = await Bench.SignedInAsync(Roles.Administrator);
        using var added = await administrator.SubmitAsync(
            "/console/accounts",
            "/console/accounts?handler=Add",
            ("name", "李雷"),
            ("roles", "officer"),
            ("roles", "legal")
        );
        var secret = Regex.Match(await added.Content.ReadAsStringAsync(), "welcome#([A-Za-z0-9_-]+)").Groups[1].Value;
        var person = Bench.Open();
        using var entered = await AcceptAsync(person, secret, "", "a sentence that is mine");
        Assert.True(await person.IsSignedInAsync());
        using var disabled = await administrator.SubmitAsync("/console/accounts", "/console/accounts?handler=Disable", ("name", "李雷"));
        Assert.Equal(HttpStatusCode.Redirect, disabled.StatusCode);
        Assert.False(await person.IsSignedInAsync());
        await AssertRefusedAsync(person, "李雷", "a sentence that is mine");
        Assert.Contains($"{administrator.Account} account.add", Bench.Acts());
        Assert.Contains($"{administrator.Account} account.disable", Bench.Acts());
    }

    [Fact]
    public async Task Other_roles_and_another_password_end_the_sessions_there_are()
    {
        var administrator = await Bench.SignedInAsync(Roles.Administrator);
        var officer = await Bench.SignedInAsync(Roles.Officer);
        using var changed = await administrator.SubmitAsync(
            "/console/accounts",
            "/console/accounts?handler=Roles",
            ("name", officer.Account!),
            ("roles", "sender")
        );
        Assert.False(await officer.IsSignedInAsync());
        using var again = await officer.SignInAsync(officer.Account!, ConsoleBench.Password);
        Assert.True(await officer.IsSignedInAsync());
        var secret = (await Bench.Get<OneTimeLinks>().MakeAsync(officer.Account!)).Split('#')[1];
        using var reset = await AcceptAsync(Bench.Open(), secret, "", "quite another sentence");
        Assert.False(await officer.IsSignedInAsync());
    }

    [Fact]
    public async Task The_last_administrator_can_neither_be_disabled_nor_lose_the_role()
    {
        var administrator = await Bench.SignedInAsync(Roles.Administrator);
        using var disabled = await administrator.SubmitAsync(
            "/console/accounts",
            "/console/accounts?handler=Disable",
            ("name", administrator.Account!)
        );
        using var demoted = await administrator.SubmitAsync(
            "/console/accounts",
            "/console/accounts?handler=Roles",
            ("name", administrator.Account!),
            ("roles", "sender")
        );
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (disabled.StatusCode, demoted.StatusCode));
        Assert.True(await administrator.IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_ends_without_clicks_and_at_the_latest_after_a_day_of_work()
    {
        var idle = await Bench.SignedInAsync(Roles.Officer);
        var busy = await Bench.SignedInAsync(Roles.Officer);
        var polling = await Bench.SignedInAsync(Roles.Officer);
        for (var minutes = 0; minutes < 40; minutes += 10)
        {
            Bench.Clock.Now += TimeSpan.FromMinutes(10);
            Assert.True(await busy.IsSignedInAsync());
            using var poll = await polling.GetAsync("/console/check", (ConsoleSession.PollHeader, "1"));
        }

        Assert.False(await idle.IsSignedInAsync());
        Assert.False(await polling.IsSignedInAsync());
        for (var passed = TimeSpan.Zero; passed < ConsoleSession.Longest; passed += TimeSpan.FromMinutes(15))
        {
            Bench.Clock.Now += TimeSpan.FromMinutes(15);
            await busy.IsSignedInAsync();
        }

        Assert.False(await busy.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_everywhere()
    {
        var browser = await Bench.SignedInAsync(Roles.Officer);
        var elsewhere = Bench.Open();
        using var open = await elsewhere.SignInAsync(browser.Account!, ConsoleBench.Password);
        Assert.True(await elsewhere.IsSignedInAsync());
        using var left = await browser.SubmitAsync("/console/check", "/console/sign-out");
        Assert.False(await browser.IsSignedInAsync());
        Assert.False(await elsewhere.IsSignedInAsync());
        Assert.Equal(
            [$"{browser.Account} console.sign-in", $"{browser.Account} console.sign-in", $"{browser.Account} console.sign-out"],
            Bench.Acts()
        );
    }

    [Fact]
    public async Task Passwords_that_are_too_long_to_be_right_shut_nobody_out()
    {
        var name = await Bench.AddAccountAsync(Roles.Officer);
        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async _ => (await Bench.Open().SignInAsync("nobody", new string('x', Passwords.Longest + 1))).Dispose())
        );
        var browser = Bench.Open();
        using var answer = await browser.SignInAsync(name, ConsoleBench.Password);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("Console")]
    [InlineData("watch")]
    [InlineData("a")]
    [InlineData("张三13900000001")]
    [InlineData("zhang san")]
    public async Task A_name_that_stands_for_somebody_else_or_holds_a_contact_is_refused(string name)
    {
        var administrator = await Bench.SignedInAsync(Roles.Administrator);
        using var refused = await administrator.SubmitAsync(
            "/console/accounts",
            "/console/accounts?handler=Add",
            ("name", name),
            ("roles", "officer")
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites()
    {
        var browser = Bench.Open();
        using var answer = await browser.SignInAsync(await Bench.AddAccountAsync(Roles.Officer), ConsoleBench.Password);
        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"),
            one => one.StartsWith("console-session=", StringComparison.Ordinal)
        );
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_its_store_the_console_says_so_and_lets_nobody_in()
    {
        var browser = await Bench.SignedInAsync(Roles.Officer);
        foreach (var file in Directory.GetFiles(Bench.At("stores"), "accounts.db*"))
            File.Delete(file);
        await Eventually.TrueAsync(async () => !await browser.IsSignedInAsync(), "nobody is signed in");
        using var answer = await browser.GetAsync("/console/sign-in");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("<h1>存储暂时不可用</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    private static Task<HttpResponseMessage> AcceptAsync(Browser browser, string secret, string name, string password) =>
        browser.SubmitAsync(
            "/console/welcome",
            "/console/welcome",
            ("token", secret),
            ("name", name),
            ("password", password),
            ("again", password)
        );

    private static async Task<string> AssertRefusedAsync(Browser browser, string name, string password)
    {
        using var answer = await browser.SignInAsync(name, password);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The page without what was typed and without its tokens.</summary>
    private static string Neutral(string page, string name) =>
        Regex.Replace(
            page.Replace(name, "?", StringComparison.Ordinal),
            "(name=\"form-token\" content=|name=\"form-token\" type=\"hidden\" value=)\"[^\"]+\"",
            ""
        );
}
