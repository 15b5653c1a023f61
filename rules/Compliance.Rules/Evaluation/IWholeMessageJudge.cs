namespace Compliance.Rules.Evaluation;

/// <summary>Judges the message as such: its sender, template and purpose, and whether somebody halted it. A seam, because rules bring no package.</summary>
public interface IWholeMessageJudge
{
    /// <summary>
    /// Tells the case whatever refuses, in any order. MUST ask every refusal of the gateway's own, and every rule in each lane in which it is in force.
    /// MUST NOT keep anything of the case. Called by many threads at once.
    /// </summary>
    internal void Judge(MessageCase asked);
}
