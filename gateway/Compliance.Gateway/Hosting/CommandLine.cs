using Compliance.Gateway.Model;
using Compliance.Policies.Binding;

namespace Compliance.Gateway.Hosting;

internal static class CommandLine
{
    public const string Help = """
        Compliance Gateway: the one way out for a brand's pushes.

        Usage: dotnet run --project gateway/Compliance.Gateway [-- --<setting>=<value> …]
               --help, -h, -? prints this.

        A setting stands in appsettings.json (beside the program, then in the working folder), in the environment as
        Compliance__Name=value, or on the command line as --Compliance:Name=value; the later wins. A name that is not one of these stops the start.
          Compliance:DataDirectory          where log, vault, stores and keys live          (data)
          Compliance:Brand                  the brand; first half of the log's origin       (demo-brand)
          Compliance:Name                   this gateway; second half of the log's origin   (gateway-1)
          Compliance:Listeners:Push         where marketing systems send                    (http://127.0.0.1:8080)
          Compliance:Listeners:Admin        where officers and operators work               (http://127.0.0.1:8090)
          Compliance:Policies:Folder        the packs that are live                         (policies/packs)
          Compliance:Policies:PollSeconds   how often the packs are looked at               (2)
          Compliance:Limits:BodyBytes       largest request body                            (4194304)
          Compliance:Limits:BytesInFlight   bytes of bodies held at once, small ones apart  (268435456)
          Compliance:Limits:Connections     connections that are open at once               (4096)
          Compliance:Limits:ReplyBytes      largest vendor reply                            (8388608)
          Compliance:Limits:StoreMilliseconds how long a push waits for a store before it counts as unavailable  (250)
          Compliance:Limits:ShutdownSeconds how long a shutdown finishes what was accepted  (30)
          Compliance:HeartbeatSeconds       how often an entry says that the gateway lives  (60)
          Compliance:Sandbox                true: a vendor in the process answers every push and nothing leaves it;
                                            false: never. Else it does while neither a sender nor a vendor is configured
          Compliance:Senders:<name>:…       marketing systems: Key, Channels:<n>, Purposes:<n>, Brand, Category, Campaign, Industry,
                                            Account, Accounts:<n> (which Compliance-Account may name), Addresses:<n>,
                                            MaxPerMinute (60000; 0 = no limit), BlastRadius (0 = no limit),
                                            Partial (send, or refuse: nobody gets a push that not everybody may get)
          Compliance:Vendors:<channel>:…    Address, Host, Timeout (00:00:10), Accounts:<account>:{Id, Secret, RobotKey, RobotKeys:<robot>}
          Compliance:TokenKey               signs the WeCom tokens handed out here; one for all gateways of a brand (keys/token-signing)
          Compliance:AdminKeys:<name>:…     Key, Roles:<n>
          Compliance:FourEyes               whether erasing and merging people needs a second person: required, off, or
                                            auto: as soon as two people may approve         (auto)
          Kestrel:Certificates:Default:…    for https listeners: Path and KeyPath (PEM), or Path and Password (PFX)
          Serilog:MinimumLevel:Default      how much the program's own log says             (Information)

        Key, Secret, RobotKey, RobotKeys and TokenKey are file:<path> or come from the environment. A first run writes <DataDirectory>/keys/sender-demo and keys/admin.
        The console is on the admin listener (/console). While it has no account, each start prints a one-time link that makes the administrator.

        Exit codes: 0 stopped cleanly, 2 wrong settings or arguments (every error is listed), 3 the data directory, the audit trail, a key file or a port can't be used.

        """;

    /// <summary>First parts of what <c>--name=value</c> may set; the last two are read by ASP.NET Core itself.</summary>
    private static readonly string[] Sections = [GatewayOptions.Section, "Serilog", "Kestrel", "environment"];

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?" or "help");

    /// <summary>What the configuration would pass over: a switch that nobody reads is a setting that silently does not hold.</summary>
    public static IEnumerable<string> Errors(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (name, hasValue) = args[i].IndexOf('=') is var equals and >= 0 ? (args[i][..equals], true) : (args[i], false);
            if (
                !name.StartsWith("--", StringComparison.Ordinal)
                || !Sections.Contains(name[2..].Split(':')[0], StringComparer.OrdinalIgnoreCase)
            )
                yield return $"{name} is no argument: the nearest is {Nearest(name.TrimStart('-', '/'))} (all of them: --help)";
            else if (!hasValue && (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
                yield return $"{name} has no value: write {name}=<value>";
            else if (!hasValue)
                i++;
        }
    }

    private static string Nearest(string name)
    {
        var settings = Settings.Shape.Paths(GatewayOptions.Section).Skip(1).Select(path => $"--{path}=<value>");
        return settings.Prepend("--help").MinBy(known => Suggestion.Distance(name, Written(known, name)))!;
    }

    /// <summary>The part of a known argument that is compared: the whole name, or its last part when only that was written.</summary>
    private static string Written(string known, string name)
    {
        var whole = known[2..].Split('=')[0];
        return name.Contains(':') ? whole : whole[(whole.LastIndexOf(':') + 1)..];
    }
}
