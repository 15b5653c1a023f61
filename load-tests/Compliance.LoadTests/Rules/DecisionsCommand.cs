using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Compliance.LoadTests.Rules;

/// <summary><c>decisions</c>: what a decision costs by the number of rules.</summary>
internal static class DecisionsCommand
{
    public static Command Create()
    {
        var whole = new Option<bool>("--whole")
        {
            Description = "Only the part about the message as such: NRules beside plain loops, at 56 and 1,000 rules.",
        };
        var command = new Command("decisions", "Time and bytes of one decision at 10, 100 and 1,000 rules (BenchmarkDotNet).") { whole };
        command.SetAction(parsed =>
        {
            // In this process: a generated project would not see the repository's central package versions.
            var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
            var summary = BenchmarkRunner.Run(
                parsed.GetValue(whole) ? typeof(WholeMessageBenchmark) : typeof(DecisionBenchmark),
                DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "compliance-benchmarks"))
            );
            return summary.HasCriticalValidationErrors ? 1 : 0;
        });
        return command;
    }
}
