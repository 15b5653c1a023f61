using System.Net;
using System.Reflection;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Compliance.Tests.Gateway.Console;

public sealed class AccessTests(ConsoleTests.SharedBench shared) : ConsoleTests(shared)
{
    /// <summary>Who may open what: a change of a right is a change here. The administrator may open everything.</summary>
    private const string Matrix = """
        /console: auditor legal officer operator privacy
        /console/accounts:
        /console/approvals: legal officer privacy
        /console/check: auditor legal officer operator privacy sender
        /console/decisions: auditor legal officer privacy
        /console/decisions/{id}: auditor legal officer privacy
        /console/exports/{id?}: auditor legal officer privacy
        /console/rules: auditor legal officer operator privacy
        /console/rules/{**id}: auditor legal officer operator privacy
        """;

    private static readonly Type[] Pages = [.. typeof(ConsoleSite).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)))];

    private IEnumerable<RouteEndpoint> Endpoints =>
        Bench
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null);

    public static TheoryData<string> RolesOfTheContract => new(Roles.All);

    [Fact]
    public void Every_page_names_its_roles_as_approved()
    {
        var found = Endpoints
            .Select(endpoint => (endpoint, page: ModelOf(endpoint)))
            .Where(found => found.page.GetCustomAttribute<AllowRolesAttribute>() is not null)
            .Select(found => $"/{found.endpoint.RoutePattern.RawText!.TrimStart('/')}: {string.Join(' ', RolesOf(found.page))}".TrimEnd());
        Assert.Equal(Matrix.Split('\n', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_few_pages_for_strangers_are_these() =>
        Assert.Equal(
            ["SignInModel", "SwitchLanguageModel", "WelcomeModel"],
            Pages
                .Where(page => page.GetCustomAttribute<AllowAnonymousAttribute>() is not null)
                .Select(page => page.Name)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(RolesOfTheContract))]
    public async Task A_role_opens_its_pages_and_no_other(string role)
    {
        var browser = await Bench.SignedInAsync(role);
        foreach (var (path, allowed) in Lines())
        {
            using var answer = await browser.GetAsync(path);
            if (role == Roles.Administrator || allowed.Contains(role))
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{role} {path}: {answer.StatusCode}");
            else
                Assert.Equal((HttpStatusCode.Redirect, "/console/denied"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }
    }

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_page_and_a_script_hears_so()
    {
        var browser = Bench.Open();
        foreach (var (path, _) in Lines())
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal($"/console/sign-in?back={Uri.EscapeDataString(path)}", answer.Headers.Location?.OriginalString);
            using var script = await browser.GetAsync(path, ("HX-Request", "true"));
            Assert.Equal(HttpStatusCode.Unauthorized, script.StatusCode);
            Assert.Contains(
                script.Headers.GetValues("HX-Redirect"),
                target => target.StartsWith("/console/sign-in", StringComparison.Ordinal)
            );
        }

        // A part of a page that asks by itself leads back to the page, never to where a header says.
        using var part = await browser.GetAsync(
            "/console/rules?handler=Live",
            ("HX-Request", "true"),
            ("HX-Current-URL", "https://evil.example/console/rules?q=x")
        );
        Assert.Equal("/console/sign-in?back=%2Fconsole%2Frules%3Fq%3Dx", Assert.Single(part.Headers.GetValues("HX-Redirect")));
    }

    [Fact]
    public async Task A_session_is_no_key_to_the_api_and_a_key_is_no_session()
    {
        var browser = await Bench.SignedInAsync(Roles.Administrator);
        using var api = await browser.GetAsync("/api/decisions");
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        using var page = await Bench
            .Open()
            .GetAsync("/console", ("Authorization", $"Bearer {Bench.Get<Compliance.Gateway.Credentials.KeyFiles>().Admin()}"));
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_the_console_answers_on_the_push_listener()
    {
        var browser = Bench.Open(Bench.Push);
        var paths = Lines()
            .Select(line => line.Path)
            .Concat(["/", "/console/sign-in", "/console/welcome", "/console/language", Bench.Get<Assets>()["css/frame.css"]]);
        foreach (var path in paths)
        {
            using var answer = await browser.GetAsync(path, ("Host", Bench.Admin.Authority));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Content-Security-Policy"));
            using var post = await browser.PostAsync(path, ("name", "x"));
            Assert.False(post.IsSuccessStatusCode);
            Assert.False(post.Headers.Contains("Content-Security-Policy"));
        }
    }

    private static IEnumerable<(string Path, string[] Roles)> Lines() =>
        Matrix
            .Split('\n', StringSplitOptions.TrimEntries)
            .Select(line =>
            {
                var at = line.IndexOf(':', StringComparison.Ordinal);
                return (
                    line[..at]
                        .Replace("/{id?}", "", StringComparison.Ordinal)
                        .Replace("{id}", new string('0', 32), StringComparison.Ordinal)
                        .Replace("{**id}", "wording-hostile", StringComparison.Ordinal),
                    line[(at + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                );
            });

    private static IEnumerable<string> RolesOf(Type page) =>
        page.GetCustomAttribute<AllowRolesAttribute>()!
            .Roles!.Split(',')
            .Where(role => role != Roles.Administrator)
            .Order(StringComparer.Ordinal);

    private static Type ModelOf(RouteEndpoint endpoint)
    {
        var name = Path.GetFileNameWithoutExtension(endpoint.Metadata.GetMetadata<PageActionDescriptor>()!.RelativePath);
        return Pages.Single(page => page.Name == name + "Model");
    }
}
