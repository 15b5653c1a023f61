using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Compliance.Audit;

namespace Compliance.LoadTests.Audit;

/// <summary>Writers in a closed loop, each appending its next entry when its last is durable: what the trail can take. Then the same writers at a given rate, which says how long
/// an entry waits when it can take more than it must; there a wait counts from the moment at which the entry was due, so that a stall is felt by all that it holds up.</summary>
internal static class AppendFigures
{
    private const int Warm = 200_000; // until the runtime has compiled the hot methods for the second time: the gateway has long done so

    public static async Task<int> RunAsync(string directory, int writers, int entries, int rate)
    {
        await MeasureAsync(directory, "durable", writers, entries, null, signed: false);
        await MeasureAsync(directory, "under a signed root", writers, entries, null, signed: true);
        await MeasureAsync(directory, "durable", writers, entries, rate, signed: false);
        await MeasureAsync(directory, "under a signed root", writers, entries, rate, signed: true);
        return 0;
    }

    private static async Task MeasureAsync(string directory, string until, int writers, int entries, int? rate, bool signed)
    {
        try
        {
            await using var trail = AuditTrail.Open(
                new AuditOptions
                {
                    Directory = Path.Combine(directory, "audit"),
                    VaultDirectory = Path.Combine(directory, "vault"),
                    Origin = "load.example/1",
                }
            );
            var samples = new SampleDecisions(trail, new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
            await DriveAsync(trail, samples, writers, 0, Math.Min(entries, Warm), rate, signed);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var (allocated, paused) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
            var begun = Stopwatch.GetTimestamp();
            var latencies = await DriveAsync(trail, samples, writers, Warm, entries, rate, signed);
            var took = Stopwatch.GetElapsedTime(begun);
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            var lag = trail.Health.IndexLag;
            var caught = Stopwatch.GetTimestamp();
            while (trail.Health.IndexLag > 0)
                await Task.Delay(5);
            Array.Sort(latencies);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{until, -20} {writers} writers, {entries} entries{(rate is { } paced ? $" at {paced:n0}/s" : "")}: {entries / took.TotalSeconds:n0}/s, p50 {At(0.5):n2} ms, p90 {At(0.9):n2} ms, p99 {At(0.99):n2} ms, p99.9 {At(0.999):n2} ms, longest {latencies[^1]:n1} ms; CPU {cpu.TotalMicroseconds / entries:n1} µs and {(GC.GetTotalAllocatedBytes() - allocated) / entries:n0} bytes allocated for each, {(GC.GetTotalPauseDuration() - paused).TotalMilliseconds:n0} ms of GC pauses; index {lag} behind at the end, caught up in {Stopwatch.GetElapsedTime(caught).TotalSeconds:n1} s"
                )
            );

            double At(double share) => latencies[(int)(latencies.Length * share)];
        }
        finally
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<double[]> DriveAsync(
        AuditTrail trail,
        SampleDecisions samples,
        int writers,
        int first,
        int count,
        int? rate,
        bool signed
    )
    {
        var latencies = new double[count];
        var due = Channel.CreateUnbounded<(int Number, long Due)>();
        var pace = rate is { } paced ? Task.Factory.StartNew(() => Pace(due.Writer, count, paced), TaskCreationOptions.LongRunning) : null;
        var next = -1;
        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        if (pace is null)
                            while (Interlocked.Increment(ref next) is var number && number < count)
                                await AppendAsync(number, Stopwatch.GetTimestamp());
                        else
                            await foreach (var (number, at) in due.Reader.ReadAllAsync())
                                await AppendAsync(number, at);
                    })
                )
        );
        return latencies;

        async Task AppendAsync(int number, long begun)
        {
            var receipt = await trail.AppendAsync(samples.Make(first + number));
            if (signed)
                await trail.SignedAsync(receipt.Index);
            latencies[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
    }

    /// <summary>Every millisecond those that are due.</summary>
    private static void Pace(ChannelWriter<(int Number, long Due)> due, int count, int rate)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; )
        {
            for (
                var at = begun + (long)(number * (double)Stopwatch.Frequency / rate);
                number < count && at <= Stopwatch.GetTimestamp();
                at = begun + (long)(++number * (double)Stopwatch.Frequency / rate)
            )
                due.TryWrite((number, at));
            Thread.Sleep(1);
        }
        due.Complete();
    }
}
