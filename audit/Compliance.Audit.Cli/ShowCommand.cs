using System.CommandLine;
using System.Text.Json;
using Compliance.Audit.Entries;
using Compliance.Audit.Merkle;
using Compliance.Audit.Payloads;
using Compliance.Audit.Publishing;

namespace Compliance.Audit.Cli;

internal static class ShowCommand
{
    public static Command Create()
    {
        var log = LogFolder.Argument;
        var entry = new Argument<string>("entry") { Description = "the entry's id or leaf index" };
        var raw = new Option<bool>("--raw") { Description = "the leaf's exact bytes, nothing else" };
        var command = new Command("show", "one entry, what became of its evidence, and what speaks of it; exit 4: no such entry")
        {
            log,
            entry,
            raw,
        };
        command.SetAction(parsed =>
        {
            var folder = new LogFolder(parsed.GetValue(log)!);
            if (folder.Find(parsed.GetValue(entry)!) is not { } found)
                return ExitCode.NotFound;
            using var output = Console.OpenStandardOutput();
            if (parsed.GetValue(raw))
            {
                output.Write(found.Leaf.Span);
                return ExitCode.Good;
            }
            var entries = new EntryFiles(new LogFiles(folder.Log));
            var view = entries.Read(found.Index);
            using var leaf = JsonDocument.Parse(found.Leaf);
            var mentions = entries
                .Entries(found.Index + 1, folder.Checkpoint().Tree.Size)
                .Where(later => later.Of == view.Id)
                .Select(later => new
                {
                    later.Index,
                    later.Type,
                    later.Id,
                    later.At,
                });
            JsonSerializer.Serialize(
                output,
                new
                {
                    view.Index,
                    leafHash = Convert.ToBase64String(Rfc6962.Leaf(found.Leaf.Span)),
                    entry = leaf.RootElement,
                    evidence = Evidence(folder, found.Index),
                    mentionedBy = mentions,
                },
                Json.Options
            );
            output.WriteByte((byte)'\n');
            return ExitCode.Good;
        });
        return command;
    }

    /// <summary>Per payload, the shared layer first: none, sealed, or erased with the receipt's id.</summary>
    private static IEnumerable<string> Evidence(LogFolder folder, long leaf)
    {
        var number = (int)(leaf % TilePath.Width);
        var records = new EvidenceStore(folder.Evidence).Read(leaf / TilePath.Width, number + 1);
        if (number >= records.Count)
            return [];
        return PayloadRecord
            .Read(records[number])
            .Select(payload =>
                payload.State switch
                {
                    PayloadState.Erased => $"erased, receipt {Tombstone.Read(payload.Bytes.Span).Receipt:N}",
                    var state => state.ToString().ToLowerInvariant(),
                }
            );
    }
}
