using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules;

/// <summary>What makes a decision of message, facts and set: the evaluator, and what it is compared with before a set becomes live.</summary>
public interface IEngine
{
    /// <summary>Judges all but caps and names the slots that each recipient still permitted needs.</summary>
    Draft Draft(Message message, KnownFacts facts, PolicySet set);
}
