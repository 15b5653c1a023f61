using System.IO.Compression;
using System.Text;
using Compliance.TestKit;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Compliance.ConsoleTests.Paths;

/// <summary>A customer complains; the officer has his phone number and nothing else.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class OfficerPathTests(ConsoleScene scene)
{
    private async Task<(Person Withdrawn, string Decision)> BatchAsync()
    {
        var people = new[] { Person.New(), Person.New(), Person.New() };
        foreach (var person in people)
        {
            await scene.Gateway.Admin.SubjectAsync(person.Subject, person.PhoneIdentity, person.CustomerIdentity);
            await scene.Gateway.Admin.GrantAsync(person.CustomerIdentity, "wecom");
        }

        await scene.Gateway.Admin.WithdrawAsync(people[1].CustomerIdentity, "wecom");
        var answer = await scene.Caller.WecomAsync(
            "春茶上新，到店即享",
            [.. people.Select(person => person.Customer)],
            ("Compliance-Campaign", "春茶投诉")
        );
        Assert.Equal("partial", answer.Decision);
        return (people[1], answer.DecisionId);
    }

    [Fact]
    public async Task Finds_who_withdrew_reads_why_verifies_the_proof_and_exports()
    {
        var (person, decision) = await BatchAsync();
        await using var window = await scene.OpenSignedInAsync();
        var page = window.Page;
        await window.GoAsync("/console/decisions");
        await window.SearchAsync($"{person.Phone} 渠道:wecom");

        var masked = $"{person.Phone[..3]}****{person.Phone[^4..]}";
        await Expect(page.Locator(".chip.on").First).ToContainTextAsync(masked);
        var row = page.Locator(".results tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("部分放行");
        await Expect(row).ToContainTextAsync("此人已撤回同意或拒收");
        await AssertNothingPersonalAsync(page, person);

        await window.TurnAsync(() => row.Locator("a").ClickAsync());
        Assert.Contains(decision, page.Url, StringComparison.Ordinal);
        await Expect(page.Locator(".note.deny").First).ToContainTextAsync("此人已撤回同意或拒收");
        await Expect(page.Locator(".group").First).ToContainTextAsync("《个人信息保护法》第 15 条");
        await Expect(page.Locator(".group .asked")).ToHaveCountAsync(1);
        await AssertNothingPersonalAsync(page, person);
        await VerifyAsync(page);

        await page.GoBackAsync();
        var csv = Encoding.UTF8.GetString(await ExportAsync(page, "CSV"));
        Assert.Contains(decision, csv, StringComparison.Ordinal);
        Assert.Contains(masked, csv, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Phone, csv, StringComparison.Ordinal);
        await page.ReloadAsync();
        await AssertVerifiesAsync(await ExportAsync(page, "证据包"));
        window.AssertClean();

        var log = Directory
            .EnumerateFiles(Path.Combine(scene.Gateway.LogFolder, "tile", "entries"), "*", SearchOption.AllDirectories)
            .Select(File.ReadAllBytes)
            .ToList();
        foreach (var act in (string[])["decision.query", "decision.read", "decision.prove", "decision.export", "decision.exported"])
            Assert.Contains(log, bundle => bundle.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{act}\"")) >= 0);
        Assert.DoesNotContain(log, bundle => bundle.AsSpan().IndexOf(Encoding.UTF8.GetBytes(person.Phone)) >= 0);
        Assert.DoesNotContain(person.Phone, scene.Gateway.Output, StringComparison.Ordinal);
    }

    private static async Task VerifyAsync(IPage page)
    {
        var result = page.Locator("#proof-result .note");
        await page.ClickAsync("#verify");
        await Expect(result).ToHaveAttributeAsync("data-verdict", "proved-unpinned");
        await Expect(page.Locator("#proof-result")).ToContainTextAsync("未钉住，仅与网关自己的公钥一致");
        await page.GetByRole(AriaRole.Button, new() { Name = "钉住这把公钥和这个根" }).ClickAsync();
        await page.ClickAsync("#verify");
        await Expect(result).ToHaveAttributeAsync("data-verdict", "proved-pinned");

        // A root that isn't this log's, as if the log had been rewritten since it was pinned.
        await page.ClickAsync(".pins summary");
        var root = (await page.Locator("#pinned-root").TextContentAsync())!.Trim();
        await page.FillAsync("#pin-root", root[..^44] + (root[^44] == 'A' ? 'B' : 'A') + root[^43..]);
        await page.GetByRole(AriaRole.Button, new() { Name = "钉住", Exact = true }).ClickAsync();
        await page.ClickAsync("#verify");
        await Expect(result).ToHaveAttributeAsync("data-verdict", "rewritten");

        // Another log's key.
        await page.FillAsync("#pin-key", "other/gateway+94dbd9b2+AWZhMKaLaLJBmXwoNBAjoc7qxpFFmCVzMt7IaQe9q0hY");
        await page.GetByRole(AriaRole.Button, new() { Name = "钉住", Exact = true }).ClickAsync();
        await Expect(page.Locator("#pin-error")).ToContainTextAsync("公钥读不懂");
        await page.GetByRole(AriaRole.Button, new() { Name = "全部取消" }).ClickAsync();
        await page.ClickAsync("#verify");
        await Expect(result).ToHaveAttributeAsync("data-verdict", "proved-unpinned");
    }

    private static async Task<byte[]> ExportAsync(IPage page, string format)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = format, Exact = true }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载" }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>With bash and openssl, as an auditor would.</summary>
    private static async Task AssertVerifiesAsync(byte[] package)
    {
        using var folder = new TemporaryFolder();
        await using (var zip = new ZipArchive(new MemoryStream(package)))
            zip.ExtractToDirectory(folder.Path);
        var run = await ToolRun.StartAsync("bash", ["verify-line.sh"], folder.Path);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("intact", run.Output, StringComparison.Ordinal);
    }

    private static async Task AssertNothingPersonalAsync(IPage page, Person person)
    {
        foreach (var seen in (string[])[Uri.UnescapeDataString(page.Url), await page.ContentAsync()])
        {
            Assert.DoesNotContain(person.Phone, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(person.Customer, seen, StringComparison.Ordinal);
        }
    }
}
