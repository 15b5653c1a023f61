namespace Compliance.Gateway.Hosting;

internal static class CommandLine
{
    public const string Help = """
        Compliance Gateway: the one way out for a brand's pushes.

        Usage: dotnet run --project gateway/Compliance.Gateway [-- --<setting>=<value> …]

        Settings (command line --Compliance:Name=value, environment Compliance__Name=value, or appsettings.json):
          Compliance:DataDirectory          where log, vault, stores and keys live          (data)
          Compliance:Brand                  the brand; first half of the log's origin       (demo-brand)
          Compliance:Name                   this gateway; second half of the log's origin   (gateway-1)
          Compliance:Listeners:Push         where marketing systems send                    (http://127.0.0.1:8080)
          Compliance:Listeners:Admin        where officers and operators work               (http://127.0.0.1:8090)
          Compliance:Policies:Folder        the packs that are live                         (policies/packs)
          Compliance:Policies:PollSeconds   how often the packs are looked at               (2)
          Compliance:Limits:BodyBytes       largest request body                            (4194304)
          Compliance:Limits:ReplyBytes      largest vendor reply                            (8388608)
          Compliance:Limits:ShutdownSeconds how long a shutdown finishes what was accepted  (30)
          Compliance:HeartbeatSeconds       how often an entry says that the gateway lives  (60)
          Compliance:Senders:<name>:…       marketing systems: Key, Channels, Purposes, Brand, Category, Campaign, Industry,
                                            Account, Addresses, MaxPerMinute, BlastRadius
          Compliance:Vendors:<channel>:…    Address, Host, Timeout, Accounts:<account>:{Id, Secret}
          Compliance:AdminKeys:<name>:…     Key, Roles

        Secrets are file:<path> or come from the environment. A first run writes <DataDirectory>/keys/sender-demo and keys/admin.
        The console is on the admin listener (/console). While it has no account, each start prints a one-time link that makes the administrator.

        Exit codes: 0 stopped cleanly, 2 wrong configuration (every error is listed), 3 the audit trail or the data directory can't be used.

        """;

    public static bool AsksForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?" or "help");
}
