using System.CommandLine;

namespace Compliance.Audit.Cli;

/// <summary>Hidden: what <c>audit/torture.sh</c> and the tests run. <c>write</c> is the process that gets hurt, <c>kills</c> and <c>faults</c> hurt it and keep the acknowledged set.</summary>
internal static class TortureCommand
{
    public static Command Create()
    {
        var root = new Argument<string>("root") { Description = "an empty folder" };
        var entries = new Option<int>("--entries") { Description = "stop after that many; 0: never", DefaultValueFactory = _ => 0 };
        var write = new Command("write", "append and say what was acknowledged") { root, entries };
        write.SetAction(parsed => TortureWriter.RunAsync(parsed.GetValue(root)!, parsed.GetValue(entries)));
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 200 };
        var kills = new Command("kills", "kill -9 at random moments") { root, rounds };
        kills.SetAction(parsed => new Torturer(parsed.GetValue(root)!).Kills(parsed.GetValue(rounds)));
        var brief = new Option<bool>("--brief") { Description = "a few of each" };
        var faults = new Command("faults", "EIO, ENOSPC and SIGKILL at each write, sync, rename, open and unlink of an append, by strace")
        {
            root,
            brief,
        };
        faults.SetAction(parsed => new Torturer(parsed.GetValue(root)!).Faults(parsed.GetValue(brief)));
        return new Command("torture", "prove that nothing acknowledged is lost") { write, kills, faults };
    }
}
