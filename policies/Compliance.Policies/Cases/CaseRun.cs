using System.Collections.Immutable;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cases;

/// <summary>A decision made from what a case holds: no store, no counter, no clock.</summary>
public static class CaseRun
{
    /// <param name="answer">What the counters say to a demand: refused or not, null when they could not be asked.</param>
    public static (Draft Draft, Grants Grants, Decision Decision) Decide(
        IEngine engine,
        Message message,
        KnownFacts facts,
        PolicySet set,
        Func<Demand, bool?> answer
    )
    {
        var draft = engine.Draft(message, facts, set);
        var answers = ImmutableArray.CreateRange(draft.Demands, answer);
        var grants = answers.Contains(null) ? Grants.None : new Grants(ImmutableArray.CreateRange(answers, refused => refused!.Value));
        return (draft, grants, draft.Settle(grants));
    }
}
