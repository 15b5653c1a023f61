using Compliance.TestKit;
using Compliance.TestKit.Processes;

namespace Compliance.SystemTests.Startup;

/// <summary>One start that must not succeed: what is wrong, and the sentence that tells an operator so.</summary>
internal sealed record WrongStart(int ExitCode, string Sentence)
{
    /// <summary>Given wherever a secret is: no output may repeat it.</summary>
    public const string Secret = "crm.0123456789abcdef0123";

    public Dictionary<string, string> Settings { get; init; } = [];

    public string[] Arguments { get; init; } = [];

    /// <summary>Files by their path in the folder that the gateway is started in; its data directory is <c>data</c>.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <returns>How it ended, and whether it had written anything.</returns>
    public async Task<(ToolRun Run, bool LeftData)> RunAsync()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, content) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
            await File.WriteAllTextAsync(folder.At(name), content);
        }

        var settings = new Dictionary<string, string>
        {
            ["Compliance:DataDirectory"] = "data",
            ["Compliance:Policies:Folder"] = Path.Combine(Repository.Root, "policies", "packs"),
            ["Compliance:Listeners:Push"] = $"http://127.0.0.1:{LoopbackPorts.Free()}",
            ["Compliance:Listeners:Admin"] = $"http://127.0.0.1:{LoopbackPorts.Free()}",
        };
        foreach (var (name, value) in Settings)
            settings[name] = value;
        var run = await ToolRun.StartAsync(
            "dotnet",
            [Repository.GatewayDll, .. Arguments],
            folder.Path,
            settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value)
        );
        return (run, Directory.Exists(folder.At("data")));
    }
}
