using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>A message as such under judgement: what the gateway itself refuses all of, and the lanes in which rules of the set may object.</summary>
internal sealed class MessageCase(Audience audience, Faults faults)
{
    private readonly List<LaneCase> _lanes = [];
    private readonly List<RuleHit> _refusals = [];
    private readonly List<Objection> _objections = [];
    private CompiledSet _set = null!;
    private Plan _asked = null!;

    public Message Message { get; private set; } = null!;

    public KnownFacts Facts { get; private set; } = null!;

    /// <summary>The set's rules about messages as such, in force or not: the same array as long as the set is the same.</summary>
    public CompiledRule[] Rules => _set.WholeMessage;

    public List<LaneCase> Lanes => _lanes;

    /// <param name="plan">Of what nothing lifts.</param>
    public void Start(Message message, KnownFacts facts, CompiledSet set, Plan plan, List<Lane> lanes)
    {
        (Message, Facts, _set, _asked) = (message, facts, set, plan);
        _refusals.Clear();
        _objections.Clear();
        _lanes.Clear();
        foreach (var lane in lanes)
            _lanes.Add(new(this, lane));
    }

    public bool LacksConsentRule => !_asked.AnyConsent;

    public bool PursuesNothingListed => !_set.Purposes.Has(Message.Purpose);

    public bool IsHalted => Facts.Halts.IsKnown(out var halts) && !halts.IsDefaultOrEmpty;

    public bool LacksFacts =>
        Facts.Halts.State == FactState.Unavailable || (Message.TemplateId is not null && Facts.Template.State == FactState.Unavailable);

    /// <summary>Refuses everybody.</summary>
    public void Refuse(RuleHit hit) => _refusals.Add(hit);

    public List<RuleHit> Refusals => _refusals;

    /// <summary>In the order of lanes and rules, in whatever order they were told.</summary>
    public List<Objection> Objections()
    {
        if (_objections.Count > 1)
            _objections.Sort(static (one, other) => (one.Lane, one.Order).CompareTo((other.Lane, other.Order)));
        return _objections;
    }

    public string? Ask(CompiledRule rule, LaneCase lane)
    {
        try
        {
            return audience.Concerns(rule, variant: null) ? ((WholeMessageRule)rule.Rule).Objection(lane.Message, Facts) : null;
        }
        catch (Exception fault)
        {
            faults.Add(rule.Rule, fault);
            return Reasons.Error;
        }
    }

    public void Object(LaneCase lane, CompiledRule rule, string reason) =>
        _objections.Add(new(_lanes.IndexOf(lane), rule.Order, lane.Lane, rule.Rule, reason, Until(lane, rule, reason)));

    public void Object(LaneCase lane, RuleHit hit) => _objections.Add(new(_lanes.IndexOf(lane), -1, lane.Lane, hit.Rule, hit.Reason, null));

    private DateTimeOffset? Until(LaneCase lane, CompiledRule rule, string reason)
    {
        try
        {
            return ((WholeMessageRule)rule.Rule).Until(reason, lane.Message, Facts);
        }
        catch (Exception fault)
        {
            // It refuses all the same; nobody can say until when.
            faults.Add(rule.Rule, fault);
            return null;
        }
    }

    /// <param name="Lane">Its place in the message.</param>
    /// <param name="Order">The rule's place in the set; the gateway's own come first.</param>
    public readonly record struct Objection(int Lane, int Order, Lane In, Rule Rule, string Reason, DateTimeOffset? Until);
}

/// <summary>The message under one of its lanes. A class, since engines tell facts apart by what they are and not by what they say.</summary>
internal sealed class LaneCase(MessageCase asked, Lane lane)
{
    public Lane Lane { get; } = lane;

    /// <summary>With the lane's purpose.</summary>
    public Message Message => Lane.Message;

    public bool Covers(CompiledRule rule) => Lane.Plan.Applies(rule);

    /// <summary>The rule is in force here and has something against the message.</summary>
    public bool Offends(CompiledRule rule) => Covers(rule) && asked.Ask(rule, this) is not null;

    /// <summary>What the variant turned out to be is nothing that its sender may pursue.</summary>
    public bool IsBeyondSender =>
        Message.Purpose != asked.Message.Purpose && asked.Facts.Sender.IsKnown(out var sender) && !sender.MayPursue(Message.Purpose);

    public void Report(CompiledRule rule)
    {
        if (asked.Ask(rule, this) is { } reason)
            asked.Object(this, rule, reason);
    }

    public void Report(RuleHit hit) => asked.Object(this, hit);
}
