using System.Text.RegularExpressions;
using Compliance.TestKit;
using Compliance.TestKit.Processes;

namespace Compliance.SystemTests.FirstPush;

/// <summary>The README's commands, read from the README and run as written on a fresh clone.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>The clone is what was built and checked already: here it only has to build and run.</summary>
    private static readonly Dictionary<string, string> Unchecked = new()
    {
        ["CSharpier_Bypass"] = "true",
        ["RunAnalyzers"] = "false",
        ["EnforceCodeStyleInBuild"] = "false",
    };

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
        await File.WriteAllTextAsync(folder.At("run.sh"), Run(blocks[0], folder.At("first-push.sh")));

        // Packages come over the network, the ports of the README must be free: so the build stands outside, the run inside a network of its own.
        await RunAsync("dotnet", ["build", "gateway/Compliance.Gateway", "-v", "q", "-nodeReuse:false"], clone);
        await RunAsync("dotnet", ["build", "audit/Compliance.Audit.Cli", "-v", "q", "-nodeReuse:false"], clone);
        var run = await RunAsync("unshare", ["--map-root-user", "--net", "bash", folder.At("run.sh")], clone);

        Assert.Contains("Compliance-Decision: partial", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"fail_list\":[\"wmAAAA0002\"]", run.Output, StringComparison.Ordinal);
        Assert.Contains("consent-marketing", run.Output, StringComparison.Ordinal);
        Assert.Contains("个人信息保护法", run.Output, StringComparison.Ordinal);
        Assert.Contains("intact", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static string Run(string gateway, string firstPush) =>
        $$"""
            set -euo pipefail
            ip link set lo up
            {{gateway}} > ../gateway.log 2>&1 &
            trap 'kill $(jobs -p)' EXIT
            curl -s --retry 120 --retry-connrefused --retry-delay 1 --retry-all-errors -f http://127.0.0.1:8090/health/ready > /dev/null
            bash -euo pipefail {{firstPush}}
            """;

    private static async Task<ToolRun> RunAsync(string program, string[] arguments, string folder)
    {
        var run = await ToolRun.StartAsync(program, arguments, folder, Unchecked);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return run;
    }

    [GeneratedRegex(@"^```bash\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Commands();
}
