using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Compliance.LoadTests.Wording;

/// <summary><c>wording</c>: folding and matching, against <c>SearchValues&lt;string&gt;</c> on text that is already normal.</summary>
internal static class WordingCommand
{
    public static Command Create()
    {
        var command = new Command(
            "wording",
            "Scanning with the shipped lists, 1,000 and 20,000 terms: characters a second, time a 70-character SMS, build time (BenchmarkDotNet)."
        );
        command.SetAction(_ =>
        {
            // In this process: a generated project would not see the repository's central package versions.
            var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
            var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "compliance-benchmarks"));
            var failed =
                BenchmarkRunner.Run<ScanBenchmark>(config).HasCriticalValidationErrors
                | BenchmarkRunner.Run<BuildBenchmark>(config).HasCriticalValidationErrors;
            return failed ? 1 : 0;
        });
        return command;
    }
}
