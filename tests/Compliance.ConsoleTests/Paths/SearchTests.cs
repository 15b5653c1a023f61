using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Compliance.ConsoleTests.Paths;

/// <summary>The line of conditions, by keyboard alone, and the pages behind it.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SearchTests(ConsoleScene scene)
{
    [Fact]
    public async Task Completes_keys_and_values_by_keyboard()
    {
        await using var window = await scene.OpenSignedInAsync();
        var page = window.Page;
        await window.GoAsync("/console/decisions");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("渠道");
        await Expect(page.Locator("#line")).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#line")).ToHaveValueAsync("通道:");
        await page.Keyboard.TypeAsync("企业");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#line")).ToHaveValueAsync("通道:wecom ");
        await page.Keyboard.TypeAsync("-活动:双");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#line")).ToHaveValueAsync("通道:wecom -活动:双11返场 ");
        await window.TurnAsync(() => page.Keyboard.PressAsync("Enter"));
        await Expect(page.Locator(".chip.on")).ToHaveCountAsync(2);
        await Expect(page.Locator(".results")).Not.ToContainTextAsync("双11返场");
        await window.TurnAsync(() => page.Locator(".chip.on").Last.ClickAsync());
        await Expect(page.Locator(".chip.on")).ToHaveCountAsync(1);
        window.AssertClean();
    }

    [Fact]
    public async Task Pages_stay_as_they_were_while_decisions_come_in()
    {
        await using var window = await scene.OpenSignedInAsync();
        await window.GoAsync("/console/decisions?q=" + Uri.EscapeDataString("通道:tencent-sms"));
        var first = await IdsAsync(window.Page);
        await window.TurnAsync(() => window.Page.ClickAsync("[rel=next]"));
        var second = await IdsAsync(window.Page);
        await scene.Caller.TencentAsync([scene.Customers[0].E164], ["王女士", "春茶"]);
        await window.Page.ReloadAsync();
        Assert.Equal(second, await IdsAsync(window.Page));
        Assert.Empty(first.Intersect(second));
        await window.TurnAsync(() => window.Page.ClickAsync("[rel=next]"));
        await window.TurnAsync(() => window.Page.ClickAsync("[rel=prev]"));
        Assert.Equal(second, await IdsAsync(window.Page));
        window.AssertClean();
    }

    [Fact]
    public async Task A_line_that_cannot_be_understood_says_where_and_how_to_mend_it()
    {
        await using var window = await scene.OpenSignedInAsync(390);
        await window.GoAsync("/console/decisions");
        await window.SearchAsync("规责:x 活动:13900000001");
        await Expect(window.Page.Locator(".line-error")).ToHaveCountAsync(2);
        await Expect(window.Page.Locator("#line-errors")).ToContainTextAsync("没有这个条件");
        await Expect(window.Page.Locator("#line")).ToHaveValueAsync("规责:x 活动:13900000001");
        Assert.EndsWith("/console/decisions", window.Page.Url, StringComparison.Ordinal);
        window.AssertClean();
    }

    [Fact]
    public async Task A_search_without_the_page_s_token_is_refused()
    {
        await using var window = await scene.OpenSignedInAsync();
        foreach (var path in (string[])["/console/decisions", "/console/exports"])
        {
            var answer = await window.Page.APIRequest.PostAsync(
                path,
                new() { Form = window.Page.APIRequest.CreateFormData().Set("line", "今天").Set("format", "csv") }
            );
            Assert.Equal(400, answer.Status);
        }
    }

    private static async Task<IReadOnlyList<string?>> IdsAsync(IPage page) =>
        await page.Locator(".results tbody a").EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)");
}
