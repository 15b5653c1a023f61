using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules;

/// <summary>
/// The only entry. Pure: the same message, facts, grants and set give the same decision for ever.
/// </summary>
/// <param name="judge">Of what refuses a message as such.</param>
public sealed class Evaluator(IWholeMessageJudge judge) : IEngine
{
    public Draft Draft(Message message, KnownFacts facts, PolicySet set) => Settlement.Draft(Drafting.Of(message, facts, set, judge));

    /// <summary>Judges the texts alone, for whoever writes them: recipients, sender and caps are left out.</summary>
    public static ContentCheck Check(Message message, KnownFacts facts, PolicySet set) => Drafting.Check(message, facts, set);
}
