using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Processes;

namespace Compliance.TestKit.Gateways;

/// <summary>
/// The built gateway as a process of its own, on free loopback ports and a data directory of its own. It can be killed and started
/// again on the same data and ports.
/// </summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private readonly GatewayLaunch _launch;
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _output = new();
    private Process? _process;

    public GatewayProcess(GatewayLaunch? launch = null)
    {
        _launch = launch ?? new GatewayLaunch();
        Push = new Uri($"http://127.0.0.1:{LoopbackPorts.Free()}");
        AdminAddress = new Uri($"http://127.0.0.1:{LoopbackPorts.Free()}");
        SenderKey = $"{_launch.Sender}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
    }

    public Uri Push { get; }

    public Uri AdminAddress { get; }

    public string Sender => _launch.Sender;

    public string SenderKey { get; }

    public string DataDirectory => _folder.At("data");

    public string LogFolder => Path.Combine(DataDirectory, "audit", "log");

    public int ProcessId => Running.Id;

    public bool HasExited => Running.HasExited;

    /// <summary>Everything that every run of this gateway wrote to stdout and stderr.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>With the key that the first run wrote.</summary>
    public AdminClient Admin => new(AdminAddress, File.ReadAllText(Path.Combine(DataDirectory, "keys", "admin")).Trim());

    private Process Running => _process ?? throw new InvalidOperationException("the gateway was not started");

    public static async Task<GatewayProcess> StartNewAsync(GatewayLaunch? launch = null)
    {
        var gateway = new GatewayProcess(launch);
        try
        {
            await gateway.StartAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits until <c>/health/ready</c> says yes.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message holds what it wrote.</exception>
    public async Task StartAsync()
    {
        Spawn();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (Running.HasExited)
                throw new InvalidOperationException($"the gateway ended with {Running.ExitCode}:\n{Output}");
            if (clock.Elapsed > _launch.ReadyWithin)
                throw new InvalidOperationException($"not ready within {_launch.ReadyWithin}:\n{Output}");
            try
            {
                using var answer = await http.GetAsync(new Uri(AdminAddress, "/health/ready"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(25);
        }
    }

    /// <summary>Starts it without waiting: for a gateway that is expected to refuse to start.</summary>
    public void Spawn()
    {
        List<string> command = [.. _launch.Under, "dotnet", Repository.GatewayDll];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Repository.GatewayRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A gateway of a test lives for seconds: instrumented code that profiles itself for later would only make it start more slowly.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in Settings())
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        foreach (var (name, value) in _launch.Clock?.Environment ?? [])
            start.Environment[name] = value;
        _process?.Dispose();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is tidied.</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await WaitForExitAsync();
    }

    /// <summary>SIGTERM, then waits for the end; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        Signals.Terminate(Running.Id);
        return await WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        await Running.WaitForExitAsync(limit.Token);
        return Running.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        _folder.Dispose();
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["Compliance:DataDirectory"] = DataDirectory,
            ["Compliance:Listeners:Push"] = Push.ToString().TrimEnd('/'),
            ["Compliance:Listeners:Admin"] = AdminAddress.ToString().TrimEnd('/'),
            [$"Compliance:Senders:{Sender}:Key"] = SenderKey,
            [$"Compliance:Senders:{Sender}:Channels:0"] = "*",
            [$"Compliance:Senders:{Sender}:Purposes:0"] = "*",
        };
        foreach (var (name, value) in _launch.Settings)
            settings[name] = value;
        return settings;
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }
}
