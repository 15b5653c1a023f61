using Compliance.Gateway.Hosting;
using Compliance.Gateway.Model;
using Compliance.TestKit;
using Microsoft.Extensions.Configuration;

namespace Compliance.Tests.Gateway.Hosting;

public sealed class SettingsTests
{
    private const string Secret = "crm.0123456789abcdef0123";

    [Theory]
    [InlineData("Compliance:Vendor:tencent-sms:Address", "Compliance:Vendor is no setting: the nearest is Compliance:Vendors ")]
    [InlineData("Compliance:Sender:crm:Key", "Compliance:Sender is no setting: the nearest is Compliance:Senders ")]
    [InlineData(
        "Compliance:Senders:crm:Chanels:0",
        "Compliance:Senders:crm:Chanels is no setting: the nearest is Compliance:Senders:crm:Channels "
    )]
    [InlineData("Compliance:Senders:crm:MaxPerMinut", "nearest is Compliance:Senders:crm:MaxPerMinute ")]
    [InlineData("Compliance:Vendors:wecom:Acounts:default:Id", "nearest is Compliance:Vendors:wecom:Accounts ")]
    [InlineData("Compliance:Vendors:wecom:Accounts:default:Secrt", "nearest is Compliance:Vendors:wecom:Accounts:default:Secret ")]
    [InlineData("Compliance:AdminKeys:wang:Role:0", "nearest is Compliance:AdminKeys:wang:Roles ")]
    [InlineData("Compliance:Listeners:Pushh", "nearest is Compliance:Listeners:Push ")]
    [InlineData("Compliance:Policies:PolSeconds", "nearest is Compliance:Policies:PollSeconds ")]
    [InlineData("Compliance:SandBoxx", "nearest is Compliance:Sandbox ")]
    [InlineData("Compliance:BodyBytes", "nearest is Compliance:Limits:BodyBytes ")]
    [InlineData("Compliance:MaxPerMinute", "nearest is Compliance:Senders:<name>:MaxPerMinute ")]
    [InlineData("Compliance:AuditDirectory", "Compliance:AuditDirectory is no setting")]
    [InlineData("Compliance:FoorEyes", "Compliance:FoorEyes is no setting: the nearest is Compliance:")]
    [InlineData("Complience:Brand", "Complience is not read: the nearest is Compliance")]
    [InlineData("Compliance_Brand", "Compliance_Brand is not read: write Compliance__Brand")]
    [InlineData("Compliance_Vendors:wecom:Address", "Compliance_Vendors is not read: write Compliance__Vendors")]
    public void A_name_that_no_option_has_is_told_with_the_nearest_one(string key, string sentence) =>
        Assert.Single(Errors((key, "1")), error => error.Contains(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("Compliance:HeartbeatSeconds", "abc", "is 'abc', which is not a whole number")]
    [InlineData("Compliance:HeartbeatSeconds", "", "is '', which is not a whole number")]
    [InlineData("Compliance:HeartbeatSeconds", "99999999999", "not a whole number")]
    [InlineData("Compliance:Policies:PollSeconds", "soon", "not a number")]
    [InlineData("Compliance:Sandbox", "yes", "not true or false")]
    [InlineData("Compliance:Senders:crm:MaxPerMinute", "many", "not a whole number")]
    [InlineData("Compliance:Vendors:wecom:Timeout", "ten", "not a time span")]
    [InlineData("Compliance:Vendors:wecom:Timeout", "10", "is 10.00:00:00, not between 0 and 10 minutes")]
    [InlineData("Compliance:HeartbeatSeconds", null, "is null")]
    [InlineData("Compliance:HeartbeatSeconds:Every", "5", "Compliance:HeartbeatSeconds is one value")]
    [InlineData("Compliance:Senders:crm:Channels", "sms", "is a list: write Compliance:Senders:crm:Channels:0")]
    [InlineData("Compliance:Senders:crm:Channels:sms", "true", "is in a list")]
    [InlineData("Compliance:Senders", "crm", "Compliance:Senders is a section")]
    [InlineData("Compliance:Senders:crm", Secret, "Compliance:Senders:crm is a section")]
    [InlineData("Compliance:Senders:crm", null, "Compliance:Senders:crm is empty")]
    [InlineData("Compliance:Listeners:Push", "http://127.0.0.1:70000", "is not an address to listen on")]
    [InlineData("Compliance:Listeners:Push", "http://localhost:0", "is not an address to listen on")]
    [InlineData("Compliance:Listeners:Push", "http://pushes.example:8080", "is not an address to listen on")]
    [InlineData("Compliance:Listeners:Push", "http://unix:/run/push.sock", "is not an address to listen on")]
    [InlineData("Compliance:Listeners:Push", "http://*:8090", "same address")]
    [InlineData("Compliance:Listeners:Push", "http://localhost:8090", "same address")]
    [InlineData("Compliance:Vendors:tencent-smss:Host", "h", "Compliance:Vendors:tencent-smss is no channel: the nearest is tencent-sms")]
    [InlineData("Compliance:Senders:crm:Channels:0", "tencentsms", "neither a channel nor a family: the nearest is tencent-sms")]
    [InlineData("Serilog:MinimumLevel:Override:Yarp", "loud", "Serilog:MinimumLevel:Override:Yarp is 'loud'")]
    [InlineData("Kestrel:Endpoints:More:Url", "http://127.0.0.1:1", "Kestrel:Endpoints is not read")]
    public void A_value_that_can_not_be_read_is_told_where_it_stands(string key, string? value, string sentence) =>
        Assert.Contains(Errors((key, value)), error => error.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Everything_is_told_at_once_and_no_secret_with_it()
    {
        var errors = Errors(
            ("Compliance:HeartbeatSeconds", "abc"),
            ("Compliance:Brand", "two words"),
            ("Compliance:Senders:crm:Key", Secret),
            ("Compliance:Senders:crm:Kee", Secret),
            ("Compliance:Senders:shop", Secret),
            ("Compliance:Vendors:wecom:Accounts:default:Secret", Secret),
            ("Compliance:AdminKeys:wang:Key", Secret)
        );
        string[] parts =
        [
            "HeartbeatSeconds",
            "Brand",
            "crm:Kee",
            "crm:Channels",
            "Senders:shop",
            "wecom:Address",
            "default:Id",
            "wang:Roles",
        ];
        Assert.All(parts, part => Assert.Contains(errors, error => error.Contains(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(errors, error => error.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Good_settings_pass()
    {
        Assert.Empty(Errors());
        Assert.Empty(
            Errors(
                ("compliance:brand", "huajian"),
                ("Compliance:Sandbox", "true"),
                ("Compliance:HeartbeatSeconds", "5"),
                ("Compliance:Vendors", null),
                ("Compliance:Listeners", null),
                ("Compliance:Senders:crm:Key", Secret),
                ("Compliance:Senders:crm:Channels:0", "robot"),
                ("Compliance:Senders:crm:Purposes:0", "*"),
                ("Serilog:MinimumLevel:Default", "warning"),
                ("COMPLIANCE_GATEWAY_DLL", "of somebody else")
            )
        );
    }

    [Theory]
    [InlineData("--helpp", "--helpp is no argument: the nearest is --help ")]
    [InlineData("--hepl", "the nearest is --help ")]
    [InlineData("--brand=x", "the nearest is --Compliance:Brand=<value> ")]
    [InlineData("--Complience:Brand=x", "the nearest is --Compliance:Brand=<value> ")]
    [InlineData("-Compliance:Brand=x", "-Compliance:Brand is no argument: the nearest is --Compliance:Brand=<value> ")]
    [InlineData("Compliance:Brand=x", "is no argument")]
    [InlineData("--urls=http://127.0.0.1:1", "--urls is no argument")]
    [InlineData("--Compliance:Brand", "--Compliance:Brand has no value")]
    [InlineData("--Compliance:Brand --Compliance:Name=x", "--Compliance:Brand has no value")]
    public void An_argument_that_nobody_reads_is_told(string arguments, string sentence) =>
        Assert.Single(CommandLine.Errors(arguments.Split(' ')), error => error.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Arguments_that_are_settings_pass() =>
        Assert.Empty(
            CommandLine.Errors(["--Compliance:Brand=x", "--Compliance:Name", "gateway-2", "--Serilog:MinimumLevel:Default=Debug"])
        );

    [Fact]
    public void Help_names_every_setting()
    {
        foreach (var path in Settings.Shape.Paths(GatewayOptions.Section))
        {
            var name = path.Split(':').Last(part => !part.StartsWith('<'));
            Assert.Contains(name, CommandLine.Help, StringComparison.Ordinal);
        }
    }

    /// <summary>Policies are looked for in the working folder, which a test is not run in.</summary>
    private static List<string> Errors(params (string Key, string? Value)[] settings) =>
        [
            .. Settings.Check(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        settings
                            .Select(setting => KeyValuePair.Create(setting.Key, setting.Value))
                            .Append(new("Compliance:Policies:Folder", Path.Combine(Repository.Root, "policies", "packs")))
                    )
                    .Build()
            ),
        ];
}
