using System.Net;
using System.Text.RegularExpressions;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Compliance.Tests.Gateway.Console;

/// <summary>What the browser is told to refuse, and what the gateway refuses of it.</summary>
public sealed partial class FormsTests(ConsoleTests.SharedBench shared) : ConsoleTests(shared)
{
    private static readonly string[] Pages =
    [
        "/console",
        "/console/check",
        "/console/rules",
        "/console/rules/wording-hostile",
        "/console/rules/no-such-rule",
        "/console/accounts",
        "/console/decisions",
        "/console/denied",
    ];

    [Fact]
    public async Task Every_post_without_the_forms_token_is_refused()
    {
        var browser = await Bench.SignedInAsync(Roles.Administrator);
        var other = await Bench.SignedInAsync(Roles.Administrator);
        var foreign = Browser.TokenIn(await other.TextAsync("/console/check"));
        var paths = Bench
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + Parameters().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "x"))
            .ToList();
        Assert.True(paths.Count > 8);
        foreach (var path in paths)
        {
            using var without = await browser.PostAsync(path, ("name", "x"));
            Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
            using var stolen = await browser.PostAsync(path, ("form-token", foreign));
            Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        }
    }

    [Fact]
    public async Task Every_page_forbids_inline_code_frames_and_copies()
    {
        var browser = await Bench.SignedInAsync(Roles.Administrator);
        foreach (var path in Pages)
        {
            using var answer = await browser.GetAsync(path);
            var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        }
    }

    [Fact]
    public async Task Pages_hold_nothing_that_the_policy_would_refuse_and_link_to_nothing_elsewhere()
    {
        var browser = await Bench.SignedInAsync(Roles.Administrator);
        foreach (var path in Pages)
        {
            using var answer = await browser.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotMatch(
                "<script(?![^>]*(?:src=|type=\"application/json\"))|<style|\\sstyle=|\\son[a-z]+=\"|hx-on|javascript:",
                text
            );
            Assert.DoesNotMatch("(?:src|href|action|hx-get|hx-post)=\"(?:https?:)?//", text);
        }
    }

    [Fact]
    public async Task What_rules_and_texts_hold_stays_text()
    {
        var browser = await Bench.SignedInAsync(Roles.Administrator);
        var checkedText = await (
            await browser.SubmitAsync(
                "/console/check",
                "/console/check",
                ("Text", $"试探词</textarea>{ConsoleBench.Hostile}"),
                ("Channel", "sms"),
                ("Category", "marketing")
            )
        ).Content.ReadAsStringAsync();
        Assert.Contains("&lt;/textarea&gt;", checkedText, StringComparison.Ordinal);
        Assert.Contains("data-with=\"&lt;b&gt;粗&lt;/b&gt;\"", checkedText, StringComparison.Ordinal);
        var searched = await browser.TextAsync($"/console/rules?q={Uri.EscapeDataString("\"><script>alert(1)</script>")}");
        var refused = await (
            await browser.SubmitAsync(
                "/console/accounts",
                "/console/accounts?handler=Add",
                ("name", ConsoleBench.Hostile),
                ("roles", "officer")
            )
        ).Content.ReadAsStringAsync();
        foreach (
            var page in new[]
            {
                checkedText,
                searched,
                refused,
                await browser.TextAsync("/console/rules"),
                await browser.TextAsync("/console/rules/wording-hostile"),
            }
        )
        {
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", await browser.TextAsync("/console/rules"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Nobody_is_led_elsewhere_after_signing_in(string back)
    {
        var browser = Bench.Open();
        using var answer = await browser.SubmitAsync(
            "/console/sign-in",
            "/console/sign-in",
            ("name", await Bench.AddAccountAsync(Roles.Officer)),
            ("password", ConsoleBench.Password),
            ("back", back)
        );
        Assert.Equal("/console", answer.Headers.Location?.OriginalString);
        using var switched = await browser.SubmitAsync("/console/check", "/console/language", ("to", "en"), ("back", back));
        Assert.Equal("/console", switched.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_switch_changes_the_pages_words_and_not_the_rules()
    {
        var browser = await Bench.SignedInAsync(Roles.Officer);
        Assert.Contains("<html lang=\"zh-CN\">", await browser.TextAsync("/console/rules"), StringComparison.Ordinal);
        using var switched = await browser.SubmitAsync("/console/rules", "/console/language", ("to", "en"), ("back", "/console/rules"));
        Assert.Equal("/console/rules", switched.Headers.Location?.OriginalString);
        var english = await browser.TextAsync("/console/rules");
        Assert.Contains("<html lang=\"en\">", english, StringComparison.Ordinal);
        Assert.Contains("<h1>Rules</h1>", english, StringComparison.Ordinal);
        Assert.Contains("营销须有本人同意", english, StringComparison.Ordinal);
        using var back = await browser.SubmitAsync("/console/rules", "/console/language", ("to", "zh"), ("back", "/console/rules"));
        Assert.Contains("<h1>规则</h1>", await browser.TextAsync("/console/rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_kept_for_ever_under_their_fingerprint_and_no_longer_under_another()
    {
        var browser = Bench.Open();
        var address = Bench.Get<Assets>()["js/console.js"];
        using var plain = await browser.GetAsync(address);
        Assert.Contains("immutable", plain.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("text/javascript", plain.Content.Headers.ContentType!.MediaType);
        using var again = await browser.GetAsync(address, ("If-None-Match", plain.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var zipped = await browser.GetAsync(address, ("Accept-Encoding", "br;q=1, gzip"));
        Assert.Equal("gzip", Assert.Single(zipped.Content.Headers.ContentEncoding));
        Assert.NotEqual(plain.Headers.ETag, zipped.Headers.ETag);
        using var old = await browser.GetAsync("/console/assets/0000000000000000/js/console.js");
        Assert.Equal("no-cache", old.Headers.CacheControl!.ToString());
        using var outside = await browser.GetAsync("/console/assets/x/..%2f..%2fProgram.cs");
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();
}
