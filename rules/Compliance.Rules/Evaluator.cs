using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules;

/// <summary>
/// The only entry. Pure: the same message, facts, grants and set give the same decision for ever.
/// </summary>
public static class Evaluator
{
    /// <summary>Judges all but caps and names the slots that each recipient still permitted needs.</summary>
    public static Draft Draft(Message message, KnownFacts facts, PolicySet set) => new(Drafting.Of(message, facts, set));

    /// <summary>Judges the texts alone, for whoever writes them: recipients, sender and caps are left out.</summary>
    public static ContentCheck Check(Message message, KnownFacts facts, PolicySet set) => Drafting.Check(message, facts, set);
}
