using System.Text.RegularExpressions;
using Compliance.TestKit;
using Compliance.TestKit.Processes;

namespace Compliance.SystemTests.FirstPush;

/// <summary>
/// The README's commands, read from the README and run as written on what git keeps. The short form finds already built what test.sh
/// built; the long form clones and builds too.
/// </summary>
public sealed partial class ReadmeTests
{
    /// <summary>What the README's programs are made of.</summary>
    private static readonly string[] Rooms = ["gateway", "rules", "policies", "audit"];

    [Fact]
    public async Task The_first_push_works_as_written_on_a_fresh_clone()
    {
        using var folder = new TemporaryFolder();
        var clone = folder.At("clone");
        await RunAsync("git", ["clone", "-q", Repository.Root, clone], folder.Path);
        var readme = await File.ReadAllTextAsync(Path.Combine(clone, "README.md"));
        var blocks = Commands()
            .Matches(readme[..readme.IndexOf("<!-- first-push -->", StringComparison.Ordinal)])
            .Select(block => block.Groups[1].Value.Trim())
            .ToList();
        Assert.Equal(["dotnet run --project gateway/Compliance.Gateway", "./test.sh"], blocks);
        Assert.True(File.Exists(Path.Combine(clone, "test.sh")));
        var section = readme[readme.IndexOf("<!-- first-push -->", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", StringComparison.Ordinal)];
        await File.WriteAllTextAsync(
            folder.At("first-push.sh"),
            string.Join('\n', Commands().Matches(section).Select(block => block.Groups[1].Value))
        );
        await File.WriteAllTextAsync(folder.At("run.sh"), Run(blocks[0]));

        // Packages come over the network, the ports of the README must be free: so the build stands outside, the run inside a network of its own.
        if (LongForm.IsOn)
        {
            await RunAsync("dotnet", ["build", "gateway/Compliance.Gateway", "-v", "q", "-nodeReuse:false"], clone);
            await RunAsync("dotnet", ["build", "audit/Compliance.Audit.Cli", "-v", "q", "-nodeReuse:false"], clone);
        }
        else
        {
            await TakeWhatIsBuiltAsync(clone);
        }

        var place = LongForm.IsOn ? clone : Repository.Root;
        var run = await RunAsync(
            "unshare",
            ["--map-root-user", "--net", "--mount", "bash", folder.At("run.sh"), clone, place],
            folder.Path
        );

        Assert.Contains("Compliance-Decision: partial", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"fail_list\":[\"wmAAAA0002\"]", run.Output, StringComparison.Ordinal);
        Assert.Contains("consent-marketing", run.Output, StringComparison.Ordinal);
        Assert.Contains("个人信息保护法", run.Output, StringComparison.Ordinal);
        Assert.Contains("intact", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Build output knows its place by absolute paths, and what is newer than what: so times are kept, and the run sees the clone at the repository's own path.</summary>
    private static async Task TakeWhatIsBuiltAsync(string clone)
    {
        const string Copy = """
            cd "$1"
            git ls-files -z > "$2.list"
            find "${@:3}" -type d \( -name bin -o -name obj \) -prune -print0 >> "$2.list"
            tar --null --files-from="$2.list" -cf - | tar -xf - -C "$2"
            """;
        await RunAsync("bash", ["-euo", "pipefail", "-c", Copy, "copy", Repository.Root, clone, .. Rooms], clone);
    }

    private static string Run(string gateway) =>
        $$"""
            set -euo pipefail
            here=$PWD
            if [[ $1 != "$2" ]]; then mount --bind "$1" "$2"; fi
            cd "$2"
            ip link set lo up
            {{gateway}} > "$1.gateway.log" 2>&1 &
            trap 'kill $(jobs -p)' EXIT
            curl -s --retry 120 --retry-connrefused --retry-delay 1 --retry-all-errors -f http://127.0.0.1:8090/health/ready > /dev/null
            bash -euo pipefail "$here/first-push.sh"
            """;

    private static async Task<ToolRun> RunAsync(string program, string[] arguments, string folder)
    {
        // What test.sh builds is built and checked already: here it only has to run.
        Dictionary<string, string> environment = new()
        {
            ["CSharpier_Bypass"] = "true",
            ["RunAnalyzers"] = "false",
            ["EnforceCodeStyleInBuild"] = "false",
            ["Configuration"] = LongForm.IsOn ? "Debug" : "Release",
        };
        var run = await ToolRun.StartAsync(program, arguments, folder, environment);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return run;
    }

    [GeneratedRegex(@"^```bash\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Commands();
}
