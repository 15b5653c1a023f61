using Compliance.TestKit;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Processes;

namespace Compliance.SystemTests.Startup;

/// <summary>A wrong configuration is told whole: an operator mends it in one go, not one error a start.</summary>
public sealed class ConfigurationTests
{
    private const string Consent = """
        - rule: mine-consent
          title: 营销须有同意
          kind: consent
          basis: [{ law: 个人信息保护法, article: "13(1)" }]
          owner: legal
          review_due: 2027-03-31
          effective: { from: 2026-01-01 }
          when: { category: marketing }
          consent: { lawful_basis: consent }
          then: remove
          message: 没有同意

        """;

    [Fact]
    public async Task Every_error_is_reported_at_once_and_nothing_starts()
    {
        await using var gateway = new GatewayProcess(
            new GatewayLaunch
            {
                Settings =
                {
                    ["Compliance:Listeners:Push"] = "not an address",
                    ["Compliance:Brand"] = "two words",
                    ["Compliance:Limits:BodyBytes"] = "3",
                    ["Compliance:Policies:Folder"] = "no/such/folder",
                    ["Compliance:HeartbeatSeconds"] = "0",
                    ["Compliance:Senders:crm:Channels:0"] = "pigeon",
                    ["Compliance:Vendors:pigeon:Address"] = "http://127.0.0.1:1",
                    ["Compliance:Vendors:wecom:Address"] = "ftp://127.0.0.1",
                },
            }
        );
        gateway.Spawn();
        Assert.Equal(2, await gateway.WaitForExitAsync());
        string[] named =
        [
            "Compliance:Listeners:Push",
            "Compliance:Brand",
            "BodyBytes",
            "Compliance:Policies:Folder",
            "HeartbeatSeconds",
            "Compliance:Senders:crm:Channels",
            "Compliance:Vendors:pigeon",
            "Compliance:Vendors:wecom:Address",
        ];
        Assert.All(named, setting => Assert.Contains(setting, gateway.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.SenderKey, gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_pack_is_named_with_file_and_line()
    {
        using var packs = new TemporaryFolder();
        Directory.CreateDirectory(packs.At("mine", "rules"));
        await File.WriteAllTextAsync(packs.At("mine", "pack.yaml"), "pack: mine\ntitle: 我的规则\nowner: legal\n");
        await File.WriteAllTextAsync(packs.At("mine", "rules", "a.yaml"), "- rule: one\n  title: 一\n  kind: consent\n  colour: red\n");
        await using var gateway = new GatewayProcess(new GatewayLaunch { Settings = { ["Compliance:Policies:Folder"] = packs.Path } });
        gateway.Spawn();
        await Eventually.TrueAsync(() => gateway.Output.Contains("a.yaml:4", StringComparison.Ordinal), "the diagnostic with its place");
        Assert.Contains("colour", gateway.Output, StringComparison.Ordinal);

        // Nothing is judged by half a policy: not ready until it is mended, and no restart is needed then.
        using var http = new HttpClient();
        var ready = new Uri(gateway.AdminAddress, "/health/ready");
        await Eventually.TrueAsync(async () => await StatusAsync(http, ready) == 503, "not ready");
        await File.WriteAllTextAsync(packs.At("mine", "rules", "a.yaml"), Consent);
        await Eventually.TrueAsync(async () => await StatusAsync(http, ready) == 200, "ready once the pack is mended");
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_data_refuses_to_start()
    {
        await using var first = await GatewayProcess.StartNewAsync();
        await using var second = new GatewayProcess(
            new GatewayLaunch { Settings = { ["Compliance:DataDirectory"] = first.DataDirectory } }
        );
        second.Spawn();
        Assert.Equal(3, await second.WaitForExitAsync());
        Assert.Contains("the gateway does not start: ", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("policies live")]
    public async Task Stopped_while_it_starts_it_ends_without_an_error(string after)
    {
        await using var gateway = new GatewayProcess();
        gateway.Spawn();
        await Eventually.TrueAsync(() => gateway.Output.Contains(after, StringComparison.Ordinal), "it has come that far");
        // 143: the runtime's own answer, while the gateway does not listen to signals yet.
        Assert.Contains(await gateway.StopAsync(), new[] { 0, 143 });
        Assert.DoesNotContain(" ERR ", gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_working_folders_file_wins_over_the_programs_and_the_environment_over_both()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("appsettings.json"), """{"Compliance":{"Brand":"two words","Name":"gateway 1"}}""");
        var run = await ToolRun.StartAsync(
            "dotnet",
            [Repository.GatewayDll],
            folder.Path,
            new Dictionary<string, string> { ["Compliance__Brand"] = "huajian" }
        );
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Compliance:Name", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Compliance:Brand", run.Error, StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
