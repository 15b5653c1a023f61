using System.Diagnostics;
using System.Text.RegularExpressions;
using Compliance.TestKit;

namespace Compliance.Tests.House;

/// <summary>What is checked in builds and runs anywhere, and is finished.</summary>
public sealed class TrackedFilesTests
{
    private static readonly string[] TextFiles =
    [
        ".cs",
        ".csproj",
        ".props",
        ".sh",
        ".md",
        ".json",
        ".yaml",
        ".yml",
        ".txt",
        ".sln",
        ".cshtml",
        ".cjs",
        ".js",
        ".css",
        ".xml",
        ".go",
        "",
    ];

    [Fact]
    public void Name_no_folder_of_one_machine() => NoneMatches(@"(?<![\w.}/~-])/(work|home|root)/[\w.-]+", TextFiles);

    [Fact]
    public void Name_no_package_registry() =>
        NoneMatches(@"registry\.npm" + @"js\.org|api\.nu" + @"get\.org|registry\.yarn" + @"pkg\.com", TextFiles);

    [Fact]
    public void Leave_nothing_for_later() =>
        NoneMatches(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b|NotImplemented" + "Exception", [".cs", ".sh", ".cjs", ".cshtml"]);

    [Fact]
    public void Skip_no_test() => NoneMatches(@"\[(Fact|Theory)\s*\([^)]*Sk" + @"ip\s*=", [".cs"]);

    [Fact]
    public void Give_every_room_a_readme()
    {
        var rooms = Tracked()
            .Where(path => path.Contains('/'))
            .Select(path => path.Split('/')[0])
            .Where(room => !room.StartsWith('.'))
            .Distinct();
        Assert.DoesNotContain(rooms, room => !File.Exists(Path.Combine(Repository.Root, room, "README.md")));
    }

    private static void NoneMatches(string pattern, string[] endings)
    {
        var banned = new Regex(pattern);
        var found =
            from path in Tracked()
            where endings.Contains(Path.GetExtension(path))
            from line in File.ReadLines(Path.Combine(Repository.Root, path)).Select((text, index) => (text, number: index + 1))
            where banned.IsMatch(line.text)
            select $"{path}:{line.number}: {line.text.Trim()}";
        Assert.Empty(found);
    }

    private static IEnumerable<string> Tracked()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true }
        )!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(git.WaitForExit(60_000), "git does not end");
        Assert.NotEmpty(paths);
        return paths.Where(path => File.Exists(Path.Combine(Repository.Root, path)));
    }
}
