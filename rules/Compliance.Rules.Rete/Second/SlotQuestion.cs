using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Frequency;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Rete.Second;

/// <summary>Which slots a person needs who may be written to so far.</summary>
internal sealed class SlotQuestion(Matter matter, Track track, SaidTexts said, int recipient) : Question(matter, track)
{
    private readonly List<(Answer Answer, CapWindowSlot? Slot)> _answers = [];

    /// <summary>The slots, or what refuses the person because a window can't be told; in order.</summary>
    public (Demand[] Demands, RuleHit[] Hits) Needed()
    {
        var demands = new List<Demand>();
        var hits = new List<RuleHit>();
        foreach (var (answer, slot) in _answers.OrderBy(pair => Matter.PlaceOf(pair.Answer.Rule)))
            if (slot is not null)
                demands.Add(new(slot, recipient));
            else if (!answer.Enforced)
                Matter.Shadow.Add(new(answer.Rule, recipient, answer.Reason!));
            else if (answer.Reason == Reasons.Unavailable && Matter.MayDegrade(answer.Rule, Category))
                Matter.Degrade(answer.Rule);
            else
                hits.Add(new(answer.Rule, answer.Reason!));
        return hits.Count == 0 ? ([.. demands], []) : ([], [.. hits]);
    }

    public override bool IsFor(Rule rule) => rule is CapRule;

    public override bool MeetsSomebody(Rule rule) => Matter.Crowd.Of(rule, recipient) != Reach.Outside;

    public override void Answer(CompiledRule rule)
    {
        try
        {
            var cap = (CapRule)rule.Rule;
            var person = Matter.Crowd.Person(recipient);
            var key = Matter.Crowd.Of(cap, recipient) == Reach.Inside ? cap.Key(person, said, Message.Recipients[recipient].Content) : null;
            _answers.Add((new(rule, key is null ? Reasons.Unavailable : null), key is null ? null : cap.Slot(key, person)));
        }
        catch (Exception)
        {
            _answers.Add((new(rule, Reasons.Error), null));
        }
    }
}

/// <summary>What rules about messages as such have against this one.</summary>
internal sealed class LaneQuestion(Matter matter, Track track) : Question(matter, track)
{
    private readonly List<(Answer Answer, DateTimeOffset? Until)> _answers = [];

    /// <summary>In order.</summary>
    public IEnumerable<(Answer Answer, DateTimeOffset? Until)> Answers => _answers.OrderBy(pair => Matter.PlaceOf(pair.Answer.Rule));

    public override bool IsFor(Rule rule) => rule is WholeMessageRule;

    public override bool MeetsSomebody(Rule rule) => Matter.Crowd.Includes(rule, variant: null);

    public override void Answer(CompiledRule rule)
    {
        var whole = (WholeMessageRule)rule.Rule;
        string? reason;
        try
        {
            reason = whole.Objection(Message, Matter.Facts);
        }
        catch (Exception)
        {
            reason = Reasons.Error;
        }
        if (reason is not null)
            _answers.Add((new(rule, reason), Until(whole, reason)));
    }

    private DateTimeOffset? Until(WholeMessageRule rule, string reason)
    {
        try
        {
            return rule.Until(reason, Message, Matter.Facts);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
