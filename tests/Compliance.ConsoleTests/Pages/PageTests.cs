using System.Text.Json;
using Compliance.TestKit;
using Compliance.TestKit.Processes;
using Microsoft.Playwright;

namespace Compliance.ConsoleTests.Pages;

/// <summary>Each page at a desk and on a phone: pictures for people's eyes, and axe's rules.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class PageTests(ConsoleScene scene)
{
    private static readonly Lazy<Task<string>> Axe = new(AxeAsync);

    public static TheoryData<string, string> Pages() =>
        new()
        {
            { "overview", "/console" },
            { "decisions", "/console/decisions" },
            { "decisions-filtered", "/console/decisions?q=" + Uri.EscapeDataString("通道:wecom 结果:部分 最近7天") },
            { "decisions-none", "/console/decisions?q=" + Uri.EscapeDataString("活动:没有") },
            { "check", "/console/check" },
            { "rules", "/console/rules" },
            { "approvals", "/console/approvals" },
            { "rule", "/console/rules/cap-sms-daily" },
            { "accounts", "/console/accounts" },
            { "denied", "/console/denied" },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_looks_right_and_can_be_used_by_everybody(string name, string path)
    {
        await using var window = await scene.OpenSignedInAsync();
        await window.GoAsync(path);
        await LookAsync(window, name);
    }

    [Fact]
    public async Task Person_and_story_look_right_and_can_be_used_by_everybody()
    {
        await using var window = await scene.OpenSignedInAsync();
        await window.GoAsync("/console/decisions");
        await window.SearchAsync("规责:x 618 活动:13900000001");
        await LookAsync(window, "decisions-errors");
        await window.SearchAsync($"{scene.Customers[5].Phone} -结果:放行");
        await LookAsync(window, "decisions-person");
        await window.TurnAsync(() => window.Page.Locator(".results tbody a").First.ClickAsync());
        await window.Page.ClickAsync("#verify");
        await window.Page.WaitForSelectorAsync("#proof-result .note");
        await window.Page.ClickAsync(".pins summary");
        await LookAsync(window, "decision");
        var batch = await scene.Caller.WecomAsync(
            "全网第一的春茶，咨询13800138000，国家级享受",
            [.. scene.Customers.Take(4_000, 250).Select(person => person.Customer)],
            ("Compliance-Campaign", "大批量")
        );
        await window.GoAsync($"/console/decisions/{batch.DecisionId}");
        await LookAsync(window, "decision-batch");
    }

    [Fact]
    public async Task Export_looks_right_and_can_be_used_by_everybody()
    {
        await using var window = await scene.OpenSignedInAsync();
        await window.GoAsync("/console/decisions?q=" + Uri.EscapeDataString("通道:wecom 结果:部分"));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "CSV", Exact = true }).ClickAsync();
        var file = (await window.Page.GetByRole(AriaRole.Link, new() { Name = "下载" }).GetAttributeAsync("href"))!;
        await window.GoAsync(file[..file.IndexOf('?', StringComparison.Ordinal)]);
        await LookAsync(window, "export");
    }

    [Fact]
    public async Task English_is_a_switch_away_and_stays()
    {
        await using var window = await scene.OpenSignedInAsync();
        await window.GoAsync("/console/decisions?q=" + Uri.EscapeDataString("通道:wecom 结果:部分"));
        await window.TurnAsync(() => window.Page.ClickAsync("button[name=to]"));
        await LookAsync(window, "decisions-english");
        Assert.Equal("en", await window.Page.GetAttributeAsync("html", "lang"));
        Assert.Equal("Decisions", await window.Page.TextContentAsync("h1"));
        await window.TurnAsync(() => window.Page.Locator(".results tbody a").First.ClickAsync());
        await window.Page.ClickAsync("#verify");
        await window.Page.WaitForSelectorAsync("#proof-result .note");
        await LookAsync(window, "decision-english");
        await window.TurnAsync(() => window.Page.ClickAsync("button[name=to]"));
        Assert.Equal("zh-CN", await window.Page.GetAttributeAsync("html", "lang"));
    }

    [Fact]
    public async Task Sign_in_looks_right_and_can_be_used_by_everybody()
    {
        await using var window = await scene.OpenAsync();
        await window.GoAsync("/console");
        await LookAsync(window, "sign-in");
        await window.GoAsync("/console/welcome");
        await LookAsync(window, "welcome");
    }

    private static async Task LookAsync(Window window, string name)
    {
        // Charts and what is loaded behind the page.
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await window.Page.EvaluateAsync(await Axe.Value);
        foreach (var width in (int[])[1440, 390])
        {
            await window.Page.SetViewportSizeAsync(width, 900);
            await LookAsync(window, name, width);
        }

        await window.Page.SetViewportSizeAsync(1440, 900);
        window.AssertClean();
    }

    private static async Task LookAsync(Window window, string name, int width)
    {
        await window.PictureAsync($"{name}-{width}");
        Assert.True(
            await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{name} is wider than its window at {width}"
        );
        var found = await window.Page.EvaluateAsync<JsonElement>(
            "axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations.filter(one => one.impact === 'serious' || one.impact === 'critical').map(one => ({ id: one.id, where: one.nodes.slice(0, 5).map(node => node.html + ' ' + node.failureSummary) })))"
        );
        Assert.True(found.GetArrayLength() == 0, $"{name} at {width}: {found}");
    }

    /// <summary>Evaluated from outside the page: its policy for content allows no foreign script, and stays as it is.</summary>
    private static async Task<string> AxeAsync()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Compliance.ConsoleTests", "axe");
        var script = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(script))
        {
            var run = await ToolRun.StartAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
        }

        return await File.ReadAllTextAsync(script);
    }
}
