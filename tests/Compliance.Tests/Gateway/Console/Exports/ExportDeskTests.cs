using System.IO.Compression;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Compliance.Audit;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Console.Exports;
using Compliance.Gateway.Model;
using Compliance.TestKit;
using Compliance.Tests.Gateway.Admin;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Compliance.Tests.Gateway.Console.Exports;

public sealed class ExportDeskTests : AdminTests
{
    private const string Wang = "phone:+8613900000001";

    private static readonly ClaimsPrincipal Chen = User("chen"),
        Other = User("other");

    private static ClaimsPrincipal User(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));

    private ExportDesk Open() =>
        new(
            Bench.Get<DecisionDesk>(),
            Options.Create(new GatewayOptions { DataDirectory = Bench.At("data") }),
            Bench.Clock,
            NullLogger<ExportDesk>.Instance
        );

    private static async Task<string> TextAsync(ExportDesk desk, AuditQuery query, string? contact, ExportFormat format)
    {
        var job = await desk.StartAsync(Chen, query, contact, format, "");
        await Eventually.TrueAsync(() => job.State == ExportState.Done, "the export is made");
        Assert.Equal(100, job.Percent);
        return await File.ReadAllTextAsync(job.Path);
    }

    [Fact]
    public async Task A_table_has_a_line_a_decision_and_runs_no_formula()
    {
        await Bench.ConsentAsync(Wang, "withdraw");
        var id = await Bench.DecideAsync("新品到店", "=cmd|'/c calc'!A1", Wang);
        using var desk = Open();
        var lines = (await TextAsync(desk, new AuditQuery { Identity = Wang }, "139****0001", ExportFormat.Csv)).TrimEnd().Split("\r\n");
        Assert.StartsWith("决定编号,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(
            $"{id},2026-12-02 12:00:00,腾讯云短信,'=cmd|'/c calc'!A1,crm,营销,全部拒绝,1,0,1,",
            Assert.Single(lines[1..]),
            StringComparison.Ordinal
        );
        Assert.Contains("139****0001", lines[1], StringComparison.Ordinal);
        Assert.Contains("此人已撤回同意", lines[1], StringComparison.Ordinal);
        Assert.Equal(["decision.export", "decision.exported"], Bench.Acts()[^2..]);
    }

    [Fact]
    public async Task Lines_are_what_the_api_says_of_each_decision()
    {
        var ids = new[]
        {
            await Bench.DecideAsync("一", "618", Wang),
            await Bench.DecideAsync("二", "618", Wang),
            await Bench.DecideAsync("三", "1111", Wang),
        };
        using var desk = Open();
        var lines = (await TextAsync(desk, new AuditQuery { Terms = [new("campaign", "618")] }, null, ExportFormat.Ndjson))
            .TrimEnd()
            .Split('\n')
            .Select(line => JsonNode.Parse(line)!);
        Assert.Equal([ids[1], ids[0]], lines.Select(line => (string)line["id"]!));
    }

    [Fact]
    public async Task A_package_holds_the_selection_alone_and_each_line_s_proof()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add(await Bench.DecideAsync("文案", i == 2 ? "1111" : "618", Wang));
        using var desk = Open();
        var job = await desk.StartAsync(Chen, new AuditQuery { Terms = [new("campaign", "618")] }, null, ExportFormat.Package, "");
        await Eventually.TrueAsync(() => job.State == ExportState.Done, "the export is made");
        using var package = ZipFile.OpenRead(job.Path);
        using var entries = new StreamReader(package.GetEntry("entries.ndjson")!.Open());
        var lines = (await entries.ReadToEndAsync()).TrimEnd().Split('\n');
        Assert.Equal([ids[0], ids[1], ids[3], ids[4]], lines.Select(line => (string)JsonNode.Parse(line)!["id"]!));
        using var proofs = new StreamReader(package.GetEntry("proofs.txt")!.Open());
        Assert.Equal(4, (await proofs.ReadToEndAsync()).TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Is_its_owner_s_alone_and_gone_after_an_hour()
    {
        await Bench.DecideAsync("文案", "618", Wang);
        using var desk = Open();
        var job = await desk.StartAsync(Chen, new AuditQuery(), null, ExportFormat.Csv, "");
        await Eventually.TrueAsync(() => job.State == ExportState.Done, "the export is made");
        Assert.Null(desk.Find(Other, job.Id));
        Assert.NotNull(desk.Find(Chen, job.Id));
        Bench.Clock.Now += ExportDesk.Kept + TimeSpan.FromSeconds(1);
        await TextAsync(desk, new AuditQuery(), null, ExportFormat.Csv);
        Assert.Null(desk.Find(Chen, job.Id));
        Assert.False(File.Exists(job.Path));
    }

    [Fact]
    public async Task Cancelled_it_leaves_no_file()
    {
        for (var i = 0; i < 200; i++)
            await Bench.DecideAsync("文案", "618", Wang);
        using var desk = Open();
        var job = await desk.StartAsync(Chen, new AuditQuery(), null, ExportFormat.Package, "");
        job.Cancel();
        await Eventually.TrueAsync(() => job.State == ExportState.Cancelled, "the export is cancelled");
        Assert.False(File.Exists(job.Path));
        Assert.DoesNotContain("decision.exported", Bench.Acts());
    }
}
