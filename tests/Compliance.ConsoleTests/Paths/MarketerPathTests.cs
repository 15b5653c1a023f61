using static Microsoft.Playwright.Assertions;

namespace Compliance.ConsoleTests.Paths;

/// <summary>A text is written for a campaign, and what is wrong with it is mended before anybody gets it.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class MarketerPathTests(ConsoleScene scene)
{
    [Fact]
    public async Task Checks_a_text_takes_the_suggestion_and_sees_it_pass()
    {
        await using var window = await scene.OpenSignedInAsync();
        var page = window.Page;
        await window.GoAsync("/console/check");
        await page.SelectOptionAsync("[name=Channel]", "sms");
        await page.SelectOptionAsync("[name=Category]", "marketing");
        await page.ClickAsync("#text");
        await page.Keyboard.TypeAsync("最佳春茶到店，欢迎品鉴");

        await Expect(page.Locator("#findings [data-effect]")).ToHaveAttributeAsync("data-effect", "deny");
        var finding = page.Locator(".finding.block").First;
        await Expect(finding).ToContainTextAsync("最佳");
        await Expect(finding).ToContainTextAsync("《广告法》第 9(3) 条");
        await Expect(page.Locator("#behind mark").First).ToHaveTextAsync("最佳");
        await window.PictureAsync("check-found-1440");

        for (var takes = page.Locator("[data-take]"); await takes.CountAsync() > 0;)
        {
            var before = await page.InputValueAsync("#text");
            await takes.First.ClickAsync();
            Assert.NotEqual(before, await page.InputValueAsync("#text"));
            await page.WaitForFunctionAsync("() => !document.querySelector('.htmx-request')");
            await page.WaitForTimeoutAsync(400);
        }

        await Expect(page.Locator("#findings [data-effect]")).ToHaveAttributeAsync("data-effect", "permit");
        Assert.DoesNotContain("最佳", await page.InputValueAsync("#text"), StringComparison.Ordinal);
        window.AssertClean();
    }
}
