using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Clocks;
using Compliance.TestKit.Processes;

namespace Compliance.TestKit.Callers;

/// <summary>
/// A provider's own client from npm, unchanged but for endpoint and key: a small script in <c>tests/Compliance.SystemTests/clients</c>
/// calls it and prints as one JSON line what the client made of the answer.
/// </summary>
public static class NodeClient
{
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private static string Folder => Path.Combine(Repository.Root, "tests", "Compliance.SystemTests", "clients");

    /// <param name="connectTo">Where its connections go whatever host it calls, as when DNS sends the provider's name to the gateway.</param>
    /// <param name="clock">What the client signs with must be the gateway's time.</param>
    /// <returns><c>{"resolved":…}</c> with the client's result, or <c>{"threw":{…}}</c> with its error.</returns>
    public static async Task<JsonObject> RunAsync(string script, object call, Uri? connectTo = null, WallClock? clock = null)
    {
        await Installed.Value;
        List<string> arguments = [script, JsonSerializer.Serialize(call)];
        var environment = new Dictionary<string, string>();
        if (connectTo is not null)
        {
            arguments.InsertRange(0, ["--require", "./connect-to.cjs"]);
            environment["CONNECT_TO_PORT"] = connectTo.Port.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in clock?.Environment ?? [])
            environment[name] = value;
        var run = await ToolRun.StartAsync("node", arguments, Folder, environment);
        var last = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        if (run.ExitCode != 0 || last is null)
            throw new InvalidOperationException($"{script} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return JsonNode.Parse(last)!.AsObject();
    }

    /// <summary>Many calls in one process: those of one list one after the other, the lists side by side.</summary>
    /// <returns>What <see cref="RunAsync"/> returns, for each call.</returns>
    public static async Task<JsonObject[][]> RunAllAsync(IEnumerable<IEnumerable<(string Script, object Call)>> lists, WallClock clock)
    {
        await Installed.Value;
        var calls = JsonSerializer.Serialize(lists.Select(list => list.Select(item => new { script = item.Script, call = item.Call })));
        var run = await ToolRun.StartAsync("node", ["run-all.cjs"], Folder, clock.Environment, calls);
        var last = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        if (run.ExitCode != 0 || last is null)
            throw new InvalidOperationException($"run-all.cjs ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return [.. JsonNode.Parse(last)!.AsArray().Select(list => list!.AsArray().Select(said => said!.AsObject()).ToArray())];
    }

    /// <summary>npm writes its own copy of the lock file last, so its presence means a whole installation.</summary>
    private static async Task InstallAsync()
    {
        var mark = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (mark.Exists && mark.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        var run = await ToolRun.StartAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Folder);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"npm ci ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
    }
}
