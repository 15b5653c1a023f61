using System.Diagnostics;
using Compliance.TestKit;
using Compliance.TestKit.Processes;

namespace Compliance.LoadTests.Cost;

/// <summary>A verb of this program in a process of its own, so that its CPU time is its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    private Child(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    public static async Task<Child> StartAsync(string verb, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free()}");
        var process = Process.Start("dotnet", [typeof(Child).Assembly.Location, verb, "--port", $"{address.Port}", .. arguments]);
        var child = new Child(process, address);
        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(address);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return process.HasExited ? throw new InvalidOperationException($"{verb} ended with {process.ExitCode}") : false;
                }
            },
            $"{verb} listens"
        );
        return child;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
