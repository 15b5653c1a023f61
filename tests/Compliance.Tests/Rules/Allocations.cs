using System.Diagnostics;

namespace Compliance.Tests.Rules;

internal static class Allocations
{
    private static readonly TimeSpan Compiled = TimeSpan.FromSeconds(60);

    /// <summary>Bytes that a thousand runs allocate once their code is compiled for good: until then .NET may box, and on a busy machine that takes its time.</summary>
    public static long Least(Action run)
    {
        var clock = Stopwatch.StartNew();
        var least = long.MaxValue;
        while (least > 0 && clock.Elapsed < Compiled)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
                run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
