using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Registry;
using Compliance.Gateway.Stores.VendorTokens;
using Compliance.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Tests.Gateway.Credentials;

public sealed class CredentialValidationTests
{
    private const string Key = "crm.0123456789abcdef";

    [Fact]
    public void Without_any_setting_the_demo_sender_and_the_sandbox_stand_in()
    {
        using var folder = new TemporaryFolder();
        using var services = Services(folder);
        var demo = Assert.Single(services.GetRequiredService<SenderRegistry>().Senders);
        Assert.Equal(("demo", 0, 0), (demo.Name, demo.MaxPerMinute, demo.BlastRadius));
        Assert.True(File.Exists(Path.Combine(folder.Path, "keys", "sender-demo")));
        Assert.True(services.GetRequiredService<VendorRegistry>().UsesSandbox);
        Assert.Null(services.GetRequiredService<VendorRegistry>().Find("wecom", "default"));
        services.GetRequiredService<SandboxVendor>().Address = new Uri("http://127.0.0.1:1");
        Assert.Equal("wecom.sandbox", services.GetRequiredService<VendorRegistry>().Find("wecom", "default")!.Host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "Sandbox", "true", "Senders:crm:Purposes:0", "*", "Vendors:wecom:Address", "https://qyapi.weixin.qq.com")]
    [InlineData(false, "Sandbox", "false")]
    [InlineData(false, "Senders:crm:Purposes:0", "*")]
    [InlineData(false, "Vendors:wecom:Address", "https://qyapi.weixin.qq.com")]
    public void The_sandbox_stands_in_on_a_first_run_alone_or_where_it_is_asked_for(bool stands, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create($"Compliance:{pair[0]}", (string?)pair[1])))
            .Build();
        Assert.Equal(stands, CredentialOptions.Of(configuration).UsesSandbox);
    }

    [Fact]
    public void Where_the_sandbox_is_asked_for_no_configured_vendor_is_used()
    {
        using var folder = new TemporaryFolder();
        using var services = Services(
            folder,
            ("Sandbox", "true"),
            ("Vendors:wecom:Address", "https://qyapi.weixin.qq.com"),
            ("Vendors:wecom:Accounts:default:Id", "ww1"),
            ("Vendors:wecom:Accounts:default:Secret", "s")
        );
        services.GetRequiredService<SandboxVendor>().Address = new Uri("http://127.0.0.1:1");
        Assert.True(services.GetRequiredService<VendorRegistry>().Find("wecom", "default")!.IsSandbox);
    }

    [Fact]
    public void With_one_vendor_the_sandbox_is_gone_and_the_other_channels_are_unset()
    {
        using var folder = new TemporaryFolder();
        using var services = Services(
            folder,
            ("Vendors:wecom:Address", "https://qyapi.weixin.qq.com"),
            ("Vendors:wecom:Accounts:default:Id", "ww1"),
            ("Vendors:wecom:Accounts:default:Secret", "s")
        );
        var vendors = services.GetRequiredService<VendorRegistry>();
        services.GetRequiredService<SandboxVendor>().Address = new Uri("http://127.0.0.1:1");
        Assert.Equal(("ww1", "qyapi.weixin.qq.com"), (vendors.Find("wecom", "default")!.Id, vendors.Find("wecom", "default")!.Host));
        Assert.Null(vendors.Find("tencent-sms", "default"));
        Assert.Null(vendors.Find("wecom", "other"));
        Assert.Equal(["aliyun-sms", "tencent-sms"], vendors.Unset(services.GetRequiredService<ChannelRegistry>().Carried).Order());
    }

    [Fact]
    public void A_sender_is_read_whole_and_its_key_may_lie_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "key");
        File.WriteAllText(file, Key + "\n");
        using var services = Services(
            folder,
            ("Brand", "huajian"),
            ("Senders:crm:Key", $"file:{file}"),
            ("Senders:crm:Channels:0", "sms"),
            ("Senders:crm:Purposes:0", "marketing"),
            ("Senders:crm:Category", "transaction"),
            ("Senders:crm:Addresses:0", "10.0.0.7"),
            ("Senders:crm:MaxPerMinute", "600"),
            ("Senders:crm:BlastRadius", "5")
        );
        var crm = services.GetRequiredService<SenderRegistry>().FindByKey(Key)!;
        Assert.Equal(("crm", "huajian", "default", 600, 5), (crm.Name, crm.Brand, crm.Account, crm.MaxPerMinute, crm.BlastRadius));
        Assert.Equal((Compliance.Rules.Messages.Category.Transaction, "10.0.0.7/32"), (crm.Category, crm.Addresses.Single().ToString()));
        Assert.True(crm.MayPursue("marketing"));
        Assert.False(crm.MayPursue("service"));
        Assert.DoesNotContain(Key, crm.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_is_reported_at_once_with_its_key_and_without_a_secret()
    {
        var failures = Failures(
            ("Senders:a b:Key", "short-secret"),
            ("Senders:a b:Channels:0", "pigeon"),
            ("Senders:a b:Purposes:0", "*"),
            ("Senders:a b:Category", "gossip"),
            ("Senders:a b:Addresses:0", "nowhere"),
            ("Senders:a b:MaxPerMinute", "-1"),
            ("Senders:one:Key", Key),
            ("Senders:one:Channels:0", "*"),
            ("Senders:two:Key", Key),
            ("Senders:two:Channels:0", "*"),
            ("Senders:two:Purposes:0", "*"),
            ("Vendors:pigeon:Address", "http://h/path"),
            ("Vendors:wecom:Address", "ftp://h"),
            ("Vendors:wecom:Timeout", "00:00:00"),
            ("Vendors:wecom:Accounts:default:Secret", "file:does-not-exist")
        );
        string[] expected =
        [
            "Senders:a b: ",
            "Senders:a b:Key is shorter",
            "Senders:a b:Channels names pigeon",
            "Senders:a b:Category is gossip",
            "Senders:a b:Addresses has nowhere",
            "Senders:a b:MaxPerMinute is negative",
            "Senders:one:Purposes names no purpose",
            "Senders: one, two have the same Key",
            "Vendors:pigeon is no channel",
            "Vendors:pigeon:Address",
            "Vendors:pigeon:Accounts names no account",
            "Vendors:wecom:Address",
            "Vendors:wecom:Timeout",
            "Vendors:wecom:Accounts:default:Id is missing",
            "Vendors:wecom:Accounts:default:Secret names a file that can't be read",
        ];
        foreach (var start in expected)
            Assert.Contains(failures, failure => failure.StartsWith("Compliance:" + start, StringComparison.Ordinal));
        Assert.Equal(expected.Length, failures.Count);
        Assert.DoesNotContain(
            failures,
            failure => failure.Contains("short-secret", StringComparison.Ordinal) || failure.Contains(Key, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_secret_in_a_configuration_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "settings.json");
        File.WriteAllText(
            file,
            """{"Compliance":{"Senders":{"crm":{"Key":"KEY","Channels":["*"],"Purposes":["*"]}}}}""".Replace("KEY", Key)
        );
        var failure = Assert.Single(Failures(new ConfigurationBuilder().AddJsonFile(file).Build()));
        Assert.StartsWith($"Compliance:Senders:crm:Key stands in {file}", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_on_the_command_line_is_refused()
    {
        string[] arguments =
        [
            $"--Compliance:Senders:crm:Key={Key}",
            "--Compliance:Senders:crm:Channels:0=*",
            "--Compliance:Senders:crm:Purposes:0=*",
        ];
        var failure = Assert.Single(Failures(new ConfigurationBuilder().AddCommandLine(arguments).Build()));
        Assert.StartsWith("Compliance:Senders:crm:Key stands in the command line", failure, StringComparison.Ordinal);
    }

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Compliance:{setting.Name}", (string?)setting.Value)))
            .Build();

    private static List<string> Failures(params (string Name, string Value)[] settings) => Failures(Configuration(settings));

    private static List<string> Failures(IConfigurationRoot configuration) =>
        [.. new CredentialValidation(configuration).Validate(null, CredentialOptions.Of(configuration)).Failures ?? []];

    private static ServiceProvider Services(TemporaryFolder folder, params (string Name, string Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(Configuration(settings))
            .AddSingleton(new KeyFiles(folder.Path))
            .AddSingleton<TimeProvider>(new Compliance.Tests.Gateway.Providers.FixedClock(DateTimeOffset.UnixEpoch))
            .AddSingleton<IVendorTokenStore, MemoryVendorTokenStore>()
            .AddChannels()
            .BuildServiceProvider();
}
