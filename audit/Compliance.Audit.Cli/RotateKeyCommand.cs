using System.CommandLine;
using System.Text;
using Compliance.Audit.Notes;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Cli;

internal static class RotateKeyCommand
{
    public static Command Create()
    {
        var vault = new Argument<string>("vault") { Description = "the vault folder (log.key)" };
        var retire = new Option<bool>("--retire")
        {
            Description = "drop all keys but the newest: those who know only an old key can verify no later checkpoint",
        };
        var command = new Command(
            "rotate-key",
            "a new signing key, from the gateway's next start on; the old one signs beside it until --retire"
        )
        {
            vault,
            retire,
        };
        command.SetAction(parsed =>
        {
            var path = Path.Combine(parsed.GetValue(vault)!, "log.key");
            var lines = File.ReadAllLines(path).Where(line => line.Length > 0).ToList();
            if (!SigningKey.TryParse(lines[0], out var current))
                throw new FormatException($"{path}: not a signing key");
            var made = SigningKey.Create(current.Verifier.Name);
            string[] kept = parsed.GetValue(retire) ? [lines[0]] : [made.Export(), .. lines];
            DurableFile.Replace(
                path,
                Encoding.UTF8.GetBytes(string.Join('\n', kept) + "\n"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite
            );
            Console.WriteLine(parsed.GetValue(retire) ? current.Verifier : made.Verifier);
            return ExitCode.Good;
        });
        return command;
    }
}
