using System.CommandLine;
using System.Globalization;
using Compliance.Audit.Exporting;

namespace Compliance.Audit.Cli;

internal static class ExportCommand
{
    public static Command Create()
    {
        var log = LogFolder.Argument;
        var output = new Option<string>("--out", "-o") { Description = "the ZIP to write", Required = true };
        var from = new Option<string?>("--from") { Description = "ISO time, inclusive" };
        var to = new Option<string?>("--to") { Description = "ISO time, exclusive" };
        var type = new Option<string[]>("--type") { Description = "entry type; may be given again" };
        var term = new Option<string[]>("--term") { Description = "name=value that must hold; may be given again" };
        term.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !token.Value.Contains('=')))
                result.AddError("--term: name=value");
        });
        foreach (var time in (Option<string?>[])[from, to])
            time.Validators.Add(result =>
            {
                if (result.Tokens.Any(token => !DateTimeOffset.TryParse(token.Value, CultureInfo.InvariantCulture, out _)))
                    result.AddError($"{time.Name}: not a time");
            });
        var command = new Command("export", "NDJSON and CSV with a proof for each entry and the verifier, in one ZIP")
        {
            log,
            output,
            from,
            to,
            type,
            term,
        };
        command.SetAction(
            (parsed, cancel) =>
            {
                var folder = new LogFolder(parsed.GetValue(log)!);
                var filter = new ExportFilter
                {
                    From = Time(parsed.GetValue(from)),
                    To = Time(parsed.GetValue(to)),
                    Types = parsed.GetValue(type) ?? [],
                    Terms =
                    [
                        .. (parsed.GetValue(term) ?? []).Select(text => new Term(
                            text[..text.IndexOf('=')],
                            text[(text.IndexOf('=') + 1)..]
                        )),
                    ],
                };
                using var file = File.Create(parsed.GetValue(output)!);
                var count = Progress.Show(
                    "export",
                    3 * folder.Checkpoint().Tree.Size,
                    progress => LogExport.Write(folder.Log, file, filter, progress, cancel)
                );
                Console.WriteLine($"已导出 {count} 条：{parsed.GetValue(output)}");
                return Task.FromResult(ExitCode.Good);
            }
        );
        return command;
    }

    private static DateTimeOffset? Time(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
