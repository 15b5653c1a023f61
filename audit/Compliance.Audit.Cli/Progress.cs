using Spectre.Console;

namespace Compliance.Audit.Cli;

/// <summary>A progress bar on the terminal; nothing where the error output is no terminal.</summary>
internal static class Progress
{
    public static T Show<T>(string what, long total, Func<IProgress<long>, T> work)
    {
        if (Console.IsErrorRedirected)
            return work(new Silent());
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(what, maxValue: Math.Max(1, total)))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 256 == 0 || value >= task.MaxValue || task.MaxValue < 10_000)
                task.Value = value;
        }
    }

    private sealed class Silent : IProgress<long>
    {
        public void Report(long value) { }
    }
}
