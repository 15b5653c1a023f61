using Compliance.Rules.Evaluation;
using NRules.Fluent.Dsl;

namespace Compliance.Rules.Rete.WholeMessage;

/// <summary>
/// Rules that legal wrote, of whatever kind, have something against the message. They are collected as they are inserted: a push then costs the network one look
/// at all of them, and not a pair with each.
/// </summary>
internal sealed class RulesObject : Rule
{
    public override void Define()
    {
        IEnumerable<CompiledRule> rules = null!;
        LaneCase lane = null!;
        When().Query(() => rules, facts => facts.Match<CompiledRule>().Collect()).Match(() => lane, part => rules.Any(part.Offends));
        Then().Do(_ => Report(lane, rules));
    }

    private static void Report(LaneCase lane, IEnumerable<CompiledRule> rules)
    {
        foreach (var rule in rules.Where(lane.Covers))
            lane.Report(rule);
    }
}
