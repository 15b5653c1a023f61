using System.Net;
using System.Net.Sockets;
using Compliance.TestKit.Processes;

namespace Compliance.SystemTests.Startup;

/// <summary>A start that can't be meant says what is wrong, where, and how to mend it: a sentence, an exit code, no stack trace.</summary>
public sealed class WrongStartsTests(WrongStartsTests.Runs runs) : IClassFixture<WrongStartsTests.Runs>
{
    private const string Crm = """{"Compliance":{"Senders":{"crm":{"Key":"SECRET","Channels":["*"],"Purposes":["*"]}}}}""";

    private const string Wang = """{"Compliance":{"AdminKeys":{"wang":{"Key":"SECRET","Roles":["officer"]}}}}""";

    /// <summary>Held by this test for as long as it runs.</summary>
    private static readonly TcpListener Busy = Listening();

    private static readonly Dictionary<string, WrongStart> Starts = new()
    {
        ["a section misspelt"] = new(2, "Compliance:Vendor is no setting: the nearest is Compliance:Vendors")
        {
            Settings = { ["Compliance:Vendor:tencent-sms:Address"] = "https://sms.tencentcloudapi.com" },
        },
        ["a sender's setting misspelt"] = new(
            2,
            "Compliance:Senders:crm:Chanels is no setting: the nearest is Compliance:Senders:crm:Channels"
        )
        {
            Settings = { ["Compliance:Senders:crm:Chanels:0"] = "sms" },
        },
        ["a vendor's setting misspelt"] = new(2, "the nearest is Compliance:Vendors:tencent-sms:Accounts")
        {
            Settings = { ["Compliance:Vendors:tencent-sms:Acounts:default:Id"] = "AKID" },
        },
        ["an account's setting misspelt"] = new(2, "the nearest is Compliance:Vendors:wecom:Accounts:default:Secret")
        {
            Settings = { ["Compliance:Vendors:wecom:Accounts:default:Sceret"] = WrongStart.Secret },
        },
        ["a channel misspelt"] = new(2, "Compliance:Vendors:tencentsms is no channel: the nearest is tencent-sms")
        {
            Settings = { ["Compliance:Vendors:tencentsms:Address"] = "https://sms.tencentcloudapi.com" },
        },
        ["our own name misspelt"] = new(2, "Complience is not read: the nearest is Compliance")
        {
            Settings = { ["Complience:Vendors:wecom:Address"] = "https://qyapi.weixin.qq.com" },
        },
        ["one underscore"] = new(2, "Compliance_Brand is not read: write Compliance__Brand")
        {
            Settings = { ["Compliance_Brand"] = "huajian" },
        },
        ["a setting in the wrong place"] = new(2, "Compliance:BodyBytes is no setting: the nearest is Compliance:Limits:BodyBytes")
        {
            Settings = { ["Compliance:BodyBytes"] = "65536" },
        },
        ["misspelt in a file of the working folder"] = new(
            2,
            "Compliance:HeartbeatSecond is no setting: the nearest is Compliance:HeartbeatSeconds"
        )
        {
            Files = { ["appsettings.json"] = """{"Compliance":{"HeartbeatSecond":5}}""" },
        },
        ["misspelt on the command line"] = new(2, "Compliance:Brnd is no setting: the nearest is Compliance:Brand")
        {
            Arguments = ["--Compliance:Brnd=huajian"],
        },
        ["a switch misspelt"] = new(2, "--helpp is no argument: the nearest is --help") { Arguments = ["--helpp"] },
        ["a switch without a value"] = new(2, "--Compliance:Brand has no value") { Arguments = ["--Compliance:Brand"] },
        ["a word for a number"] = new(2, "Compliance:HeartbeatSeconds is 'abc', which is not a whole number")
        {
            Settings = { ["Compliance:HeartbeatSeconds"] = "abc" },
        },
        ["a word for a flag"] = new(2, "Compliance:Sandbox is 'on', which is not true or false")
        {
            Settings = { ["Compliance:Sandbox"] = "on" },
        },
        ["ten days to wait for a vendor"] = new(2, "Compliance:Vendors:wecom:Timeout is 10.00:00:00, not between 0 and 10 minutes")
        {
            Settings = { ["Compliance:Vendors:wecom:Timeout"] = "10" },
        },
        ["one value for a list"] = new(2, "Compliance:Senders:crm:Channels is a list: write Compliance:Senders:crm:Channels:0")
        {
            Settings = { ["Compliance:Senders:crm:Channels"] = "sms" },
        },
        ["broken JSON"] = new(2, "appsettings.json is no JSON: look at line 2, column 18")
        {
            Files = { ["appsettings.json"] = "{\n  \"Compliance\": {{\n" },
        },
        ["https without a certificate"] = new(2, "Kestrel:Certificates:Default is missing, and https needs it")
        {
            Settings = { ["Compliance:Listeners:Admin"] = "https://127.0.0.1:0" },
        },
        ["https with a certificate that is not there"] = new(2, "Kestrel:Certificates:Default can't be used")
        {
            Settings =
            {
                ["Compliance:Listeners:Admin"] = "https://127.0.0.1:0",
                ["Kestrel:Certificates:Default:Path"] = "/no/such/certificate.pfx",
            },
        },
        ["the same port twice"] = new(2, "Compliance:Listeners:Admin is the same address as Compliance:Listeners:Push")
        {
            Settings =
            {
                ["Compliance:Listeners:Push"] = "http://127.0.0.1:18080",
                ["Compliance:Listeners:Admin"] = "http://localhost:18080",
            },
        },
        ["a listener that is no address"] = new(2, "Compliance:Listeners:Push 'http://pushes.example:8080' is not an address to listen on")
        {
            Settings = { ["Compliance:Listeners:Push"] = "http://pushes.example:8080" },
        },
        ["no policies folder"] = new(2, "/no/such/packs does not exist: name the folder that holds the packs")
        {
            Settings = { ["Compliance:Policies:Folder"] = "/no/such/packs" },
        },
        ["a sender's key in a file"] = new(2, "Compliance:Senders:crm:Key stands in ")
        {
            Files = { ["appsettings.json"] = Crm.Replace("SECRET", WrongStart.Secret, StringComparison.Ordinal) },
        },
        ["an admin key in a file"] = new(2, "Compliance:AdminKeys:wang:Key stands in ")
        {
            Files = { ["appsettings.json"] = Wang.Replace("SECRET", WrongStart.Secret, StringComparison.Ordinal) },
        },
        ["a key on the command line"] = new(2, "Compliance:AdminKeys:wang:Key stands in the command line")
        {
            Arguments = [$"--Compliance:AdminKeys:wang:Key={WrongStart.Secret}", "--Compliance:AdminKeys:wang:Roles:0=officer"],
        },
        ["an empty file for a key"] = new(2, "Compliance:Senders:crm:Key is shorter than 16 characters")
        {
            Settings =
            {
                ["Compliance:Senders:crm:Key"] = "file:crm-key",
                ["Compliance:Senders:crm:Channels:0"] = "*",
                ["Compliance:Senders:crm:Purposes:0"] = "*",
            },
            Files = { ["crm-key"] = "" },
        },
        ["a log level that there is not"] = new(2, "Serilog:MinimumLevel:Default is 'Loud', not one of Verbose")
        {
            Settings = { ["Serilog:MinimumLevel:Default"] = "Loud" },
        },
        ["a port in use"] = new(3, $"Compliance:Listeners:Push http://{Busy.LocalEndpoint} is in use")
        {
            Settings = { ["Compliance:Listeners:Push"] = $"http://{Busy.LocalEndpoint}" },
        },
        ["an address of another machine"] = new(3, "Compliance:Listeners:Push http://192.0.2.1:8080 is no address of this machine")
        {
            Settings = { ["Compliance:Listeners:Push"] = "http://192.0.2.1:8080" },
        },
        ["a data directory that can't be written"] = new(3, "Compliance:DataDirectory /proc/gateway can't be written")
        {
            Settings = { ["Compliance:DataDirectory"] = "/proc/gateway" },
        },
        ["a data directory that is a file"] = new(3, "can't be written") { Files = { ["data"] = "" } },
        ["an empty admin key"] = new(3, "keys/admin holds 0 characters") { Files = { ["data/keys/admin"] = "" } },
        ["a short sender key"] = new(3, "keys/sender-demo holds 8 characters") { Files = { ["data/keys/sender-demo"] = "demo.123" } },
        ["an empty token key"] = new(3, "keys/token-signing holds 0 characters") { Files = { ["data/keys/token-signing"] = "\n" } },
        ["a broken content key"] = new(3, "keys/content does not hold 32 bytes in base64") { Files = { ["data/keys/content"] = "AAAA" } },
    };

    public static TheoryData<string> Names => [.. Starts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_told_in_a_sentence_and_nothing_starts(string name)
    {
        var (run, leftData) = await runs.Of(name);
        var start = Starts[name];
        Assert.True(start.ExitCode == run.ExitCode, $"{run.ExitCode}: {run.Output}{run.Error}");
        Assert.Contains(run.Error.Split('\n'), line => line.Contains(start.Sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" ERR ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongStart.Secret, run.Output + run.Error, StringComparison.Ordinal);
        Assert.False(start.ExitCode == 2 && leftData, "a wrong setting leaves nothing behind");
    }

    private static TcpListener Listening()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    /// <summary>All of them, a few at a time: each ends by itself.</summary>
    public sealed class Runs : IDisposable
    {
        private readonly SemaphoreSlim _few = new(Math.Max(2, Environment.ProcessorCount));
        private readonly Dictionary<string, Task<(ToolRun Run, bool LeftData)>> _runs;

        public Runs() => _runs = Starts.ToDictionary(start => start.Key, start => RunAsync(start.Value));

        public Task<(ToolRun Run, bool LeftData)> Of(string name) => _runs[name];

        public void Dispose() => _few.Dispose();

        private async Task<(ToolRun Run, bool LeftData)> RunAsync(WrongStart start)
        {
            await _few.WaitAsync();
            try
            {
                return await start.RunAsync();
            }
            finally
            {
                _few.Release();
            }
        }
    }
}
