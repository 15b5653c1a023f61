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
        await page.Keyboard.TypeAsync("国宴特供春茶到店，欢迎品鉴");

        var effect = page.Locator("#findings [data-effect]");
        await Expect(effect).ToHaveAttributeAsync("data-effect", "deny");
        var finding = page.Locator(".finding.block").First;
        await Expect(finding).ToContainTextAsync("国宴特供");
        await Expect(finding).ToContainTextAsync("《广告法》第 9(1) 条");
        await Expect(page.Locator("#behind mark").First).ToHaveTextAsync("国宴特供");
        await window.PictureAsync("check-found-1440");

        await finding.Locator("[data-take]").ClickAsync();
        await Expect(effect).ToHaveAttributeAsync("data-effect", "permit");
        await Expect(page.Locator("#text")).ToHaveValueAsync("春茶到店，欢迎品鉴");
        await page.Locator("[data-take]").ClickAsync();
        await Expect(page.Locator("#text")).ToHaveValueAsync("春茶到店，欢迎品鉴，拒收请回复R");
        await Expect(page.Locator(".finding")).ToHaveCountAsync(0);
        await window.PictureAsync("check-mended-1440");
        window.AssertClean();
    }
}
