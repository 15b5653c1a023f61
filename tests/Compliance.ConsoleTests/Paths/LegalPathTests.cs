using static Microsoft.Playwright.Assertions;

namespace Compliance.ConsoleTests.Paths;

/// <summary>Legal edits a file with an open page beside it.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class LegalPathTests(ConsoleScene scene)
{
    private string File => Path.Combine(scene.Packs, "core", "rules", "frequency.yaml");

    [Fact]
    public async Task Saves_a_broken_file_reads_what_is_wrong_mends_it_and_sees_it_live()
    {
        var good = await System.IO.File.ReadAllTextAsync(File);
        await using var window = await scene.OpenSignedInAsync();
        var page = window.Page;
        await window.GoAsync("/console/rules");
        await Expect(page.Locator("#rules")).ToContainTextAsync("短信每人每天最多 2 条");
        var revision = await page.Locator("#rules code").First.TextContentAsync();
        try
        {
            await System.IO.File.WriteAllTextAsync(File, good.Replace("  owner: legal\n", "", StringComparison.Ordinal));
            var faults = page.Locator(".faults");
            await Expect(faults).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await Expect(faults).ToContainTextAsync("core/rules/frequency.yaml:");
            await Expect(faults).ToContainTextAsync("owner");
            await Expect(faults).ToContainTextAsync("改法");
            await Expect(page.Locator("#rules")).ToContainTextAsync("短信每人每天最多 2 条");
            await window.PictureAsync("rules-broken-1440");
            await page.SetViewportSizeAsync(390, 900);
            await window.PictureAsync("rules-broken-390");
            await page.SetViewportSizeAsync(1440, 900);
            var answer = await scene.Caller.WecomAsync("您预约的茶会明天 14:00 开始", [scene.Customers[1].Customer]);
            Assert.Equal(200, answer.Status);

            await System.IO.File.WriteAllTextAsync(
                File,
                good.Replace("短信每人每天最多 2 条", "短信每人每天最多 4 条", StringComparison.Ordinal)
                    .Replace("max: 2,", "max: 4,", StringComparison.Ordinal)
            );
            await Expect(faults).ToHaveCountAsync(0, new() { Timeout = 30_000 });
            await Expect(page.Locator("#rules")).ToContainTextAsync("短信每人每天最多 4 条");
            Assert.NotEqual(revision, await page.Locator("#rules code").First.TextContentAsync());
        }
        finally
        {
            await System.IO.File.WriteAllTextAsync(File, good);
        }

        await Expect(page.Locator("#rules")).ToContainTextAsync("短信每人每天最多 2 条", new() { Timeout = 30_000 });
        window.AssertClean();
    }
}
