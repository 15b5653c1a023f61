using Compliance.Rules;
using Compliance.Rules.Rete;

namespace Compliance.Policies.Cli.Commands;

internal static class Engines
{
    /// <summary>The one that the gateway judges pushes with.</summary>
    public static IEngine Live { get; } = new Evaluator(new ReteJudge());

    /// <summary>Written a second time, to compare with.</summary>
    public static IEngine Second { get; } = new SecondEngine();
}
