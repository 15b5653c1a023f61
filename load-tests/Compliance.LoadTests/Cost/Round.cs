using System.Diagnostics;
using System.Net.Http.Headers;

namespace Compliance.LoadTests.Cost;

/// <summary>One side's turn: a fixed number of pushes over a fixed number of connections, each answer checked.</summary>
/// <param name="CpuPerRequest">User and system time of the process under test, from <c>/proc/&lt;pid&gt;/stat</c>, over the number of requests.</param>
internal sealed record Round(TimeSpan CpuPerRequest, double RequestsPerSecond, TimeSpan Median, TimeSpan P99)
{
    public static async Task<Round> RunAsync(Target target, int first, int count, int connections)
    {
        var bodies = Enumerable.Range(first, count).Select(PushBodies.Create).ToArray();
        var latencies = new TimeSpan[count];
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections });
        var before = target.CpuTime();
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = connections },
            async (push, cancel) =>
            {
                var started = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Post, target.Address)
                {
                    Content = new ByteArrayContent(bodies[push]),
                };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                foreach (var (name, value) in target.Headers)
                    request.Headers.Add(name, value);
                using var answer = await http.SendAsync(request, cancel);
                var text = await answer.Content.ReadAsStringAsync(cancel);
                latencies[push] = Stopwatch.GetElapsedTime(started);
                if (
                    !text.Contains("\"errcode\":0", StringComparison.Ordinal)
                    || !text.Contains("\"fail_list\":[]", StringComparison.Ordinal)
                )
                    throw new InvalidOperationException($"{target.Name}: a push did not go through whole: {(int)answer.StatusCode} {text}");
                if (target.Judges && answer.Headers.GetValues("Compliance-Decision").Single() != "permit")
                    throw new InvalidOperationException($"{target.Name}: a push was not permitted");
            }
        );
        clock.Stop();
        var cpu = target.CpuTime() - before;
        Array.Sort(latencies);
        return new Round(cpu / count, count / clock.Elapsed.TotalSeconds, latencies[count / 2], latencies[count * 99 / 100]);
    }
}
