using System.CommandLine;
using Compliance.Audit.Searching;

namespace Compliance.Audit.Cli;

internal static class RebuildIndexCommand
{
    public static Command Create()
    {
        var log = LogFolder.Argument;
        var command = new Command("rebuild-index", "make index.db anew from the log's entries; the gateway must be stopped") { log };
        command.SetAction(parsed =>
        {
            var folder = new LogFolder(parsed.GetValue(log)!);
            using var held = new FileStream(
                Path.Combine(folder.Audit, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            var size = folder.Checkpoint().Tree.Size;
            Progress.Show(
                "rebuild-index",
                size,
                progress => IndexFile.Rebuild(Path.Combine(folder.Audit, "index.db"), folder.Log, size, progress)
            );
            Console.WriteLine($"索引已重建：{size} 条");
            return ExitCode.Good;
        });
        return command;
    }
}
