using Compliance.Rules.Evaluation;

namespace Compliance.Rules.PolicySets;

/// <summary>A rule about a text.</summary>
public abstract record ContentRule : Rule
{
    /// <summary>Whatever is worth building once for a set; called when the set is built.</summary>
    internal abstract ContentJudge Compile();
}
