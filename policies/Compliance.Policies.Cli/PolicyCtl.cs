using System.CommandLine;
using Compliance.Policies.Cli.Commands;
using Compliance.Policies.Cli.Output;

namespace Compliance.Policies.Cli;

/// <summary>The whole tool: commands in, text and an exit code out.</summary>
public static class PolicyCtl
{
    /// <param name="terminal">Whether a person is watching: progress bars and colours are for him alone.</param>
    public static int Run(string[] arguments, TextWriter output, TextWriter error, bool terminal, TimeProvider clock)
    {
        var screen = new Screen(output, error, terminal);
        var root = new RootCommand("policyctl：检查、测试、解释、比较和重放推送合规规则。退出码：0 一切正常；1 有问题；2 用法不对。")
        {
            CheckCommand.Create(screen, clock),
            TestCommand.Create(screen, clock),
            ExplainCommand.Create(screen, clock),
            DiffCommand.Create(screen, clock),
            ReplayCommand.Create(screen, clock),
            CheckTextCommand.Create(screen, clock),
            ScoreCommand.Create(screen, clock),
            NewCommand.Create(screen, clock),
            SchemaCommand.Create(screen),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
                error.WriteLine(fault.Message);
            error.WriteLine("用 policyctl --help 或者 policyctl <命令> --help 查看用法。");
            return ExitCodes.WrongUsage;
        }
        return parsed.Invoke(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
            }
        );
    }
}
