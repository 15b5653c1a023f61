using System.CommandLine;
using Compliance.Audit.Cli;

var root = new RootCommand("auditctl: verify, prove, show and export an audit log from its files alone")
{
    VerifyCommand.Create(),
    ProveCommand.Create(),
    ShowCommand.Create(),
    ExportCommand.Create(),
    RebuildIndexCommand.Create(),
    RotateKeyCommand.Create(),
};
var torture = TortureCommand.Create();
torture.Hidden = true;
root.Add(torture);
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine(error.Message);
    return ExitCode.WrongUsage;
}
try
{
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error)
    when (error
            is Compliance.Audit.AuditDamagedException
                or Compliance.Audit.AuditUnavailableException
                or IOException
                or UnauthorizedAccessException
                or FormatException
    )
{
    Console.Error.WriteLine(error.Message);
    return ExitCode.Bad;
}
