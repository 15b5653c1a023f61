using Compliance.TestKit.Callers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Compliance.ConsoleTests.Safety;

/// <summary>Whoever can push can write into the officers' pages. Every field that traffic fills shows what was written and runs nothing.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ScriptTests(ConsoleScene scene)
{
    private const string Tag = "<img/src=x/onerror=alert(1)>";
    private const string Script = "\"'></script><script>alert(1)</script>{{7*7}}${alert(1)}<svg onload=alert(1)>";

    [Fact]
    public async Task What_traffic_writes_is_shown_and_never_run()
    {
        var customer = "wm<b>XSS</b>0001";
        await scene.Gateway.Admin.SubjectAsync("xss-1", "phone:+8613600000001", "wecom:" + customer);
        await scene.Gateway.Admin.GrantAsync("wecom:" + customer, "wecom");
        (string, string)[] headers =
        [
            ("Compliance-Campaign", Tag),
            ("Compliance-Purpose", "marketing"),
            ("User-Agent", Tag),
            ("Compliance-Evidence", Tag),
        ];
        var wecom = await scene.Caller.WecomAsync($"春茶上新 {Script}", [customer, "wmPLAIN00001"], headers);
        await scene.Gateway.Admin.TemplateAsync(
            "tencent-sms",
            "1119999",
            $"{{1}}您好 {Script}，拒收请回复R",
            "marketing",
            Templates.Signature
        );
        var sms = await scene.Caller.PostJsonAsync(
            "/tencent-sms/",
            new
            {
                SmsSdkAppId = "1400006666",
                SignName = Script,
                TemplateId = "1119999",
                TemplateParamSet = (string[])[Script],
                PhoneNumberSet = (string[])["+8613600000001"],
                SessionContext = Script,
            },
            [("X-TC-Action", "SendSms"), ("X-TC-Version", "2021-01-11"), ("X-TC-Region", "ap-guangzhou"), .. headers]
        );

        await using var window = await scene.OpenSignedInAsync();
        foreach (var id in (string[])[wecom.DecisionId, sms.DecisionId])
        {
            await window.GoAsync($"/console/decisions/{id}");
            await Expect(window.Page.Locator("h1")).ToContainTextAsync(Tag);
            await window.Page.ClickAsync("#verify");
            await Expect(window.Page.Locator("#proof-result .note")).ToBeVisibleAsync();
            await AssertNothingRanAsync(window);
        }

        await window.GoAsync($"/console/decisions/{wecom.DecisionId}");
        await Expect(window.Page.Locator(".said").Filter(new() { HasText = "<svg onload=alert(1)>" }).First).ToBeVisibleAsync();
        foreach (
            var path in (string[])
                [
                    "/console",
                    "/console/decisions",
                    "/console/decisions?q=" + Uri.EscapeDataString($"活动:{Tag}"),
                    "/console/decisions?q=" + Uri.EscapeDataString($"{Script} 规则:{Tag}"),
                    "/console/rules",
                ]
        )
        {
            await window.GoAsync(path);
            await AssertNothingRanAsync(window);
        }

        // Whoever stops a campaign says why, in words of his own.
        await scene.Gateway.Admin.PostAsync(
            "/api/halts",
            new
            {
                scope = "campaign",
                value = "xss-halted",
                reason = Script,
            }
        );
        var halted = await scene.Caller.WecomAsync("春茶上新", [customer], ("Compliance-Campaign", "xss-halted"));
        await window.GoAsync($"/console/decisions/{halted.DecisionId}");
        await Expect(window.Page.Locator("h1")).ToContainTextAsync("xss-halted");
        await AssertNothingRanAsync(window);

        // A campaign that is no plain name stands nowhere in the index, so completion can't offer it.
        await window.SearchTypedAsync("-活动:xss");
        await Expect(window.Page.Locator("#line-choices")).ToContainTextAsync("xss-halted");
        await Expect(window.Page.Locator("#line-choices")).Not.ToContainTextAsync("<img");
        await AssertNothingRanAsync(window);
    }

    private static async Task AssertNothingRanAsync(Window window)
    {
        Assert.Equal(
            0,
            await window.Page.Locator("img[src=x], svg[onload], script:not([src]):not([type='application/json'])").CountAsync()
        );
        window.AssertClean();
    }
}
