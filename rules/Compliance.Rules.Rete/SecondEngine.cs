using System.Runtime.CompilerServices;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Rete.Second;

namespace Compliance.Rules.Rete;

/// <summary>
/// The same decisions made another way: every rule of a set is one rule of NRules, and scoping, dates, combining, shadow, degrading and ordering are written a
/// second time, slowly and from the design. Only what a rule's kind says of one text or person is shared with the evaluator. It never judges a live push: it is what
/// the evaluator is compared with before a set becomes live.
/// </summary>
public sealed class SecondEngine : IEngine
{
    private readonly ConditionalWeakTable<PolicySet, RuleNetwork> _networks = [];

    public Draft Draft(Message message, KnownFacts facts, PolicySet set)
    {
        var network = _networks.GetValue(set, static known => new(known));
        var session = network.Open();
        var verdict = new Verdict(new(message, facts, set, network, session));
        // Not after an exception: a question may still be in it.
        network.Close(session);
        return new(verdict.Demands, verdict.Settle);
    }
}
