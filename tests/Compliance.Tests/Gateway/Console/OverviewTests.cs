using System.Net;
using System.Text.RegularExpressions;
using Compliance.Gateway.Admin;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Console;

public sealed class OverviewTests(ConsoleTests.SharedBench shared) : ConsoleTests(shared)
{
    [Fact]
    public async Task Numbers_come_from_the_log_and_lead_to_the_decisions_behind_them()
    {
        var yesterday = Bench.Clock.Now.AddDays(-1);
        await Bench.DecideAsync(yesterday, "wecom", null, null, "wording-hostile");
        await Bench.DecideAsync(yesterday, "wecom", "consent-marketing", "consent-marketing");
        await Bench.DecideAsync(yesterday.AddDays(-20), "tencent-sms", (string?)null);
        var browser = await Bench.SignedInAsync(Roles.Officer);
        var week = await browser.TextAsync("/console?period=7d");
        Assert.Equal(["2", "5", "3", "1", "60.0%", "100.0%"], Stats(week));
        Assert.Equal(["3", "6", "3", "1", "50.0%", "66.7%"], Stats(await browser.TextAsync("/console?period=30d")));
        Assert.Equal(["0", "0", "0", "0", "—", "—"], Stats(await browser.TextAsync("/console?period=today")));
        var refused = WebUtility.HtmlDecode(Regex.Matches(week, "stat-value\" href=\"([^\"]+)\"")[3].Groups[1].Value);
        Assert.Equal("/console/decisions?q=" + Uri.EscapeDataString("从:2026-11-26 到:2026-12-02 结果:拒绝"), refused);
        Assert.Contains($"{browser.Account} overview.read", Bench.Acts());
    }

    [Fact]
    public async Task That_the_sandbox_answers_is_told_in_amber_on_the_overview_on_ready_and_on_every_answer()
    {
        var browser = await Bench.SignedInAsync(Roles.Officer);
        var page = await browser.TextAsync("/console");
        Assert.Matches("class=\"note partial\"[^~]*沙箱正在代替服务商应答", page);
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(Bench.Admin, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains(
            "\"vendors\":{\"status\":\"degraded\",\"detail\":\"the sandbox",
            await ready.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        foreach (var path in (string[])["/nowhere", "/wecom/cgi-bin/message/send", "/fcm/v1/projects/x/messages:send"])
        {
            using var answer = await http.PostAsync(new Uri(Bench.Push, path), new StringContent("{}"));
            Assert.Equal("true", Assert.Single(answer.Headers.GetValues("Compliance-Sandbox")));
        }
    }

    [Fact]
    public async Task The_log_is_verified_when_somebody_asks_and_the_page_says_when_and_what()
    {
        var browser = await Bench.SignedInAsync(Roles.Auditor);
        Assert.Contains("网关启动后还没有验证过", await browser.TextAsync("/console"), StringComparison.Ordinal);
        using var started = await browser.SubmitAsync("/console", "/console?handler=Verify");
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        await Eventually.TrueAsync(
            async () => (await browser.TextAsync("/console?handler=Log")).Contains("完整", StringComparison.Ordinal),
            "the log is verified"
        );
        Assert.Contains($"由 {browser.Account} 发起", await browser.TextAsync("/console?handler=Log"), StringComparison.Ordinal);
        Assert.Contains($"{browser.Account} log.verify", Bench.Acts());
    }

    [Fact]
    public async Task Rules_that_fail_to_load_are_told_with_their_place_and_gone_when_mended()
    {
        var browser = await Bench.SignedInAsync(Roles.Legal);
        var before = await browser.TextAsync("/console/rules");
        Assert.Contains("营销须有本人同意", before, StringComparison.Ordinal);
        // Due for review since the first of January.
        Assert.Single(Regex.Matches(before, "已过期"));
        var seen = Regex.Match(before, "seen=([0-9a-f-]+)").Groups[1].Value;
        using var unchanged = await browser.GetAsync($"/console/rules?handler=Live&seen={seen}", ("HX-Request", "true"));
        Assert.Equal(HttpStatusCode.NoContent, unchanged.StatusCode);
        Bench.BreakRules();
        await Eventually.TrueAsync(
            async () =>
                (await browser.TextAsync("/console/rules?handler=Live")).Contains("evil/rules/all.yaml:3:9", StringComparison.Ordinal),
            "the fault is shown with its place"
        );
        var broken = await browser.TextAsync("/console/rules");
        Assert.Contains("没有“konsent”这种规则", broken, StringComparison.Ordinal);
        Assert.Contains("营销须有本人同意", broken, StringComparison.Ordinal);
        Assert.Contains("新保存的规则有错误", await browser.TextAsync("/console"), StringComparison.Ordinal);
        Bench.MendRules();
        await Eventually.TrueAsync(
            async () => !(await browser.TextAsync("/console/rules")).Contains("konsent", StringComparison.Ordinal),
            "the fault is gone"
        );
    }

    [Fact]
    public async Task A_rule_shows_its_law_its_words_and_its_file()
    {
        var browser = await Bench.SignedInAsync(Roles.Legal);
        var page = await browser.TextAsync("/console/rules/wording-hostile");
        Assert.Contains("《广告法》第 9(3) 条", page, StringComparison.Ordinal);
        Assert.Contains("试探词", page, StringComparison.Ordinal);
        Assert.Contains("evil/rules/all.yaml:12", page, StringComparison.Ordinal);
        Assert.Contains("- rule: wording-hostile", page, StringComparison.Ordinal);
        Assert.DoesNotContain("- rule: consent-marketing", page, StringComparison.Ordinal);
        Assert.Contains("词表里没有这个词", await browser.TextAsync("/console/rules/wording-hostile?q=没有的词"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_judged_as_the_api_judges_it()
    {
        var browser = await Bench.SignedInAsync(Roles.Sender);
        using var answer = await browser.SubmitAsync(
            "/console/check",
            "/console/check",
            ("Text", "新品\r\n试探词来了"),
            ("Channel", "sms"),
            ("Category", "marketing")
        );
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("data-effect=\"deny\"", page, StringComparison.Ordinal);
        // Counted with one character a line end, as the text area counts.
        Assert.Contains("data-start=\"3\" data-length=\"3\" data-severity=\"block\"", page, StringComparison.Ordinal);
        // Marketing people can't open rules: no link leads there.
        Assert.DoesNotContain("/console/rules/", page, StringComparison.Ordinal);
        using var unknown = await browser.SubmitAsync(
            "/console/check",
            "/console/check",
            ("Text", "新品"),
            ("Channel", "pigeon"),
            ("Category", "marketing")
        );
        Assert.Contains("不认识这个通道", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Stats(string page) =>
        Regex.Matches(page, "stat-value\"[^>]*>([^<]+)<").Select(match => match.Groups[1].Value);
}
