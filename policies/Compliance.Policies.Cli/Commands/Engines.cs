using Compliance.Rules;
using Compliance.Rules.Rete;

namespace Compliance.Policies.Cli.Commands;

internal static class Engines
{
    /// <summary>The one that the gateway judges pushes with.</summary>
    public static IEngine Live { get; } = new Evaluator(new ReteJudge());
}
