using System.CommandLine;

namespace Compliance.LoadTests.Audit;

/// <summary>Figures of the audit trail alone: <c>audit append</c> and <c>audit million</c>.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var directory = new Option<string>("--directory")
        {
            Description = "where the trail is made and removed again; on the disk to be measured",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), $"audit-load-{Environment.ProcessId}"),
        };
        var writers = new Option<int>("--writers") { DefaultValueFactory = _ => 256 };
        var entries = new Option<int>("--entries") { DefaultValueFactory = _ => 300_000 };
        var rate = new Option<int>("--rate") { Description = "entries a second in the paced runs", DefaultValueFactory = _ => 20_000 };
        var append = new Command(
            "append",
            "entries a second, p50 and p99 until durable and until under a signed root, CPU for each append; then the waits at a given rate"
        )
        {
            directory,
            writers,
            entries,
            rate,
        };
        append.SetAction(parsed =>
            AppendFigures.RunAsync(parsed.GetValue(directory)!, parsed.GetValue(writers), parsed.GetValue(entries), parsed.GetValue(rate))
        );
        var size = new Option<int>("--entries") { DefaultValueFactory = _ => 1_000_000 };
        var keep = new Option<bool>("--keep") { Description = "leave the log there, and use the one that is there" };
        var million = new Command("million", "a log of a million: index lag, verification, queries, export") { directory, size, keep };
        million.SetAction(parsed => MillionFigures.RunAsync(parsed.GetValue(directory)!, parsed.GetValue(size), parsed.GetValue(keep)));
        return new Command("audit", "the audit trail alone") { append, million };
    }
}
