using System.CommandLine;
using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;
using Compliance.Audit.Publishing;

namespace Compliance.Audit.Cli;

internal static class ProveCommand
{
    public static Command Create()
    {
        var log = LogFolder.Argument;
        var entry = new Argument<string>("entry") { Description = "the entry's id or leaf index" };
        var output = new Option<string?>("--out", "-o")
        {
            Description = "write <out>.tlog-proof and <out>.entry; without it the proof goes to the output",
        };
        var command = new Command("prove", "the entry's .tlog-proof under the published checkpoint; exit 4: no such entry")
        {
            log,
            entry,
            output,
        };
        command.SetAction(parsed =>
        {
            var folder = new LogFolder(parsed.GetValue(log)!);
            if (folder.Find(parsed.GetValue(entry)!) is not { } found)
                return ExitCode.NotFound;
            var (tree, note) = folder.Checkpoint();
            var proof = new TlogProof(
                found.Index,
                new TreeReader(new LogFiles(folder.Log), tree.Size).Inclusion(found.Index),
                note
            ).Format();
            if (parsed.GetValue(output) is { } path)
            {
                File.WriteAllBytes(path + ".tlog-proof", proof);
                File.WriteAllBytes(path + ".entry", found.Leaf.ToArray());
            }
            else
            {
                using var console = Console.OpenStandardOutput();
                console.Write(proof);
            }
            return ExitCode.Good;
        });
        return command;
    }
}
