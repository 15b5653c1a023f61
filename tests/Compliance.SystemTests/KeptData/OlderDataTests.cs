using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Compliance.SystemTests.Faults;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Clocks;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Processes;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.KeptData;

/// <summary>
/// Data folders that older versions wrote, and today's gateway on them. Who changes a kept shape adds <c>Fixtures/data-before-….tar.gz</c>, written
/// by the version before: it gets a row of its own here. In each stand the same people and events: crm-1 with consents and pushes, crm-2 who
/// withdrew, crm-3 who was erased, campaign spring halted, two pushes under the Idempotency-Keys k1 and k2, and a restart.
/// </summary>
public sealed class OlderDataTests
{
    private const string Granted = "wecom:wmAAAA0001";
    private const string Withdrawn = "phone:+8613900000002";
    private const string Erased = "phone:+8613900000003";

    private static readonly string Fixtures = Path.Combine(Repository.Root, "tests", "Compliance.SystemTests", "Fixtures");

    public static TheoryData<string> Written() =>
        [.. Directory.EnumerateFiles(Fixtures, "data-before-*.tar.gz").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Written))]
    public async Task What_an_older_version_wrote_is_verified_obeyed_and_carried_on(string file)
    {
        using var clock = new WallClock(LastWritten(file) + TimeSpan.FromMinutes(10));
        await using var vendor = await RecordingVendor.StartNewAsync(clock);
        // The same sender as then: an Idempotency-Key is its sender's.
        await using var gateway = new GatewayProcess(
            new GatewayLaunch
            {
                Settings = vendor.Settings(),
                Clock = clock,
                Sender = "demo",
            }
        );
        await Unpack(file, Path.GetDirectoryName(gateway.DataDirectory)!);
        await VerifyAsync(gateway);

        await gateway.StartAsync();
        var before = await PastAsync(gateway.Admin);
        using var caller = new PushCaller(gateway.Push, gateway.SenderKey);
        await ObeysAsync(gateway.Admin, caller);
        await NeverAgainAsync(caller, vendor, before);

        var pushed = await caller.WecomAsync("春茶到店，欢迎品尝", ["wmAAAA0001"]);
        Assert.Equal(("permit", 200), (pushed.Decision, pushed.Status));
        Assert.Equal([pushed.DecisionId, .. before], await gateway.Admin.DecisionsAsync($"identity={Granted}&effect=permit"));
        await FindsByNameAsync(gateway.Admin, caller);
        Assert.Equal(0, await gateway.StopAsync());
        await VerifyAsync(gateway);
    }

    /// <summary>What could be somebody's number stood in clear before the closed vocabulary; who knows it finds those entries too.</summary>
    private static async Task FindsByNameAsync(AdminClient admin, PushCaller caller)
    {
        const string Query = "campaign=to-139-1234-5678";
        var before = await admin.DecisionsAsync(Query);
        var named = await caller.WecomAsync("春茶到店，欢迎品尝", ["wmAAAA0001"], ("Compliance-Campaign", "to-139-1234-5678"));
        Assert.Equal([named.DecisionId, .. before], await admin.DecisionsAsync(Query));
    }

    /// <returns>The decisions that let crm-1 have something, newest first.</returns>
    private static async Task<IReadOnlyList<string>> PastAsync(AdminClient admin)
    {
        var decisions = await admin.DecisionsAsync($"identity={Granted}&effect=permit");
        Assert.True(decisions.Count >= 2, $"{decisions.Count} decisions");
        foreach (var id in decisions)
        {
            // What was said then opens still: the texts and people of the evidence, the rule's words from the archived set.
            var story = (await admin.DecisionAsync(id))["explanation"]!.AsArray().Select(line => (string)line!).ToList();
            Assert.Contains(
                story,
                line => line.StartsWith("wecom:wmA***001：放行", StringComparison.Ordinal) && line.Contains("《个人信息保护法》")
            );
        }

        Assert.Equal([.. decisions.Order()], (await admin.DecisionsAsync("identity=phone:%2B8613900000001&effect=permit")).Order());
        Assert.Empty(await admin.DecisionsAsync($"identity={Uri.EscapeDataString(Erased)}"));
        return decisions;
    }

    private static async Task ObeysAsync(AdminClient admin, PushCaller caller)
    {
        var kept = await admin.GetAsync($"/api/subjects/{Uri.EscapeDataString(Withdrawn)}/consents");
        Assert.Contains("withdraw", kept!.ToJsonString(), StringComparison.Ordinal);
        using var forgotten = await admin.Http.GetAsync(
            new Uri($"/api/subjects/{Uri.EscapeDataString(Erased)}/consents", UriKind.Relative)
        );
        Assert.Equal(HttpStatusCode.NotFound, forgotten.StatusCode);

        await Templates.RegisterAsync(admin);
        var withdrawn = await caller.TencentAsync(["+8613900000002"], ["李女士", "春茶"]);
        Assert.Equal("deny", withdrawn.Decision);
        Assert.Contains("withdrawn", await ReasonsAsync(admin, withdrawn));
        var halted = await caller.WecomAsync("春茶到店，欢迎品尝", ["wmAAAA0001"], ("Compliance-Campaign", "spring"));
        Channels.AssertRefusedInTheProvidersShape("wecom", halted, "gateway/halted");
    }

    /// <summary>A key of before the change still hears what it heard then.</summary>
    private static async Task NeverAgainAsync(PushCaller caller, RecordingVendor vendor, IReadOnlyList<string> before)
    {
        foreach (var key in (string[])["k1", "k2"])
        {
            var again = await caller.PostJsonAsync(
                "/wecom/cgi-bin/externalcontact/add_msg_template",
                """{"chat_type":"single","external_userid":["wmAAAA0001","wmAAAA0002"],"sender":"zhangsan","text":{"content":"618 茶会限时8折，到店即享"}}""",
                ("Idempotency-Key", key)
            );
            Assert.Equal(("partial", 200), (again.Decision, again.Status));
            Assert.Contains(again.DecisionId, before);
        }

        Assert.Empty(vendor.Pushes);
    }

    private static async Task<string[]> ReasonsAsync(AdminClient admin, PushAnswer answer) =>
        [
            .. (await admin.DecisionAsync(answer.DecisionId))["recipients"]!
                .AsArray()
                .SelectMany(recipient => recipient!["reasons"]!.AsArray())
                .Select(reason => (string)reason!["code"]!),
        ];

    private static async Task VerifyAsync(GatewayProcess gateway)
    {
        var verified = await ToolRun.DotnetAsync(Repository.AuditctlDll, "verify", gateway.LogFolder);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
    }

    private static DateTimeOffset LastWritten(string file)
    {
        using var tar = Open(file);
        var last = DateTimeOffset.MinValue;
        while (tar.GetNextEntry() is { } entry)
            last = entry.ModificationTime > last ? entry.ModificationTime : last;
        return last;
    }

    private static async Task Unpack(string file, string folder)
    {
        await using var packed = new GZipStream(File.OpenRead(Path.Combine(Fixtures, file)), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(packed, folder, overwriteFiles: false);
    }

    private static TarReader Open(string file) =>
        new(new GZipStream(File.OpenRead(Path.Combine(Fixtures, file)), CompressionMode.Decompress));
}
