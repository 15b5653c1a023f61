using System.Diagnostics;
using System.Globalization;
using Compliance.Audit;

namespace Compliance.LoadTests.Audit;

/// <summary>Writers in a closed loop: each appends its next entry when the last one is durable, or, in the second run, under a signed root.</summary>
internal static class AppendFigures
{
    public static async Task<int> RunAsync(string directory, int writers, int entries)
    {
        foreach (var signed in (bool[])[false, true])
        {
            var root = Path.Combine(directory, signed ? "signed" : "durable");
            try
            {
                await using var trail = AuditTrail.Open(new AuditOptions { Directory = Path.Combine(root, "audit"), VaultDirectory = Path.Combine(root, "vault"), Origin = "load.example/1" });
                var samples = new SampleDecisions(trail, new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
                await DriveAsync(trail, samples, writers, 0, Math.Min(entries, 20_000), signed); // warm
                var cpu = Process.GetCurrentProcess().TotalProcessorTime;
                var allocated = GC.GetTotalAllocatedBytes();
                var begun = Stopwatch.GetTimestamp();
                var latencies = await DriveAsync(trail, samples, writers, 20_000, entries, signed);
                var took = Stopwatch.GetElapsedTime(begun);
                cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
                var lag = trail.Health.IndexLag;
                var caught = Stopwatch.GetTimestamp();
                while (trail.Health.IndexLag > 0) await Task.Delay(5);
                Array.Sort(latencies);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{(signed ? "under a signed root" : "durable"),-20} {writers} writers, {entries} entries: {entries / took.TotalSeconds:n0}/s, p50 {At(0.5):n2} ms, p99 {At(0.99):n2} ms, p99.9 {At(0.999):n2} ms, longest {latencies[^1]:n1} ms; CPU {cpu.TotalMicroseconds / entries:n1} µs and {(GC.GetTotalAllocatedBytes() - allocated) / entries:n0} bytes allocated for each; index {lag} behind at the end, caught up in {Stopwatch.GetElapsedTime(caught).TotalSeconds:n1} s"));

                double At(double share) => latencies[(int)(latencies.Length * share)];
            }
            finally
            {
                if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
            }
        }
        return 0;
    }

    private static async Task<double[]> DriveAsync(AuditTrail trail, SampleDecisions samples, int writers, int first, int count, bool signed)
    {
        var latencies = new double[count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                var begun = Stopwatch.GetTimestamp();
                var receipt = await trail.AppendAsync(samples.Make(first + number));
                if (signed) await trail.SignedAsync(receipt.Index);
                latencies[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        })));
        return latencies;
    }
}
