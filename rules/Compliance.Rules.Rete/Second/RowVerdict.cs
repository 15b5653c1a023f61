using System.Collections.Immutable;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.QuietHours;

namespace Compliance.Rules.Rete.Second;

/// <summary>What rules about persons say of one: on what basis they may be written to, and what keeps them from it.</summary>
internal sealed class RowVerdict
{
    private readonly Matter _matter;
    private readonly Track _track;
    private readonly int _recipient;
    private readonly List<RuleHit> _hits = [];

    public RowVerdict(Matter matter, Track track, int recipient)
    {
        (_matter, _track, _recipient) = (matter, track, recipient);
        var answers = matter.Ask(new RowQuestion(matter, track, recipient)).Answers;
        var consents = answers.Where(answer => answer.Rule is ConsentRule).ToLookup(answer => IsSeparate((ConsentRule)answer.Rule));
        Basis = BasisOf([.. consents[false]], [.. consents[true]]);
        foreach (var answer in answers.Where(answer => answer.Rule is RecipientRule))
            Take(answer);
    }

    public ImmutableArray<RuleHit> Hits => [.. _hits];

    public RuleHit? Basis { get; }

    /// <summary>When the person's quiet hours are over, if it is asked for; null where they never are.</summary>
    public DateTimeOffset? QuietUntil()
    {
        QuietHoursRule[] rules =
        [
            .. _matter
                .Ask(new ForceQuestion(_matter, _track, rule => rule is QuietHoursRule { Mode: RuleMode.Enforce }))
                .InForce.Where(rule => _matter.Crowd.Of(rule.Rule, _recipient) != Reach.Outside)
                .Select(rule => (QuietHoursRule)rule.Rule),
        ];
        var last = _matter.Message.At.AddDays(7);
        var time = _matter.Message.At;
        while (time <= last && rules.SelectMany(rule => Ends(rule, time)).DefaultIfEmpty(time).Max() is var next)
        {
            if (next == time)
                return time;
            time = next;
        }
        return null;
    }

    private IEnumerable<DateTimeOffset> Ends(QuietHoursRule rule, DateTimeOffset time)
    {
        var person = _matter.Crowd.Person(_recipient);
        if (person.Zone(rule.Quiet.Zone) is not { } own)
            return [];
        return person.FormerZones(rule.Quiet.Zone).Add(own).Select(zone => rule.End(LocalTimes.At(zone, time))).OfType<DateTimeOffset>();
    }

    /// <summary>One general basis is enough. A consent that is asked of some people only must be there besides, and serves alone only where no general rule speaks.</summary>
    private RuleHit? BasisOf(Answer[] general, Answer[] separate)
    {
        var basis = General(general);
        foreach (var answer in separate.Where(answer => !answer.Found))
            Take(answer);
        var lacking = separate.Any(answer => answer is { Found: false, Enforced: true } && !IsPassedOver(answer));
        if (!general.Any(answer => answer.Enforced))
            basis ??= separate
                .Where(answer => answer is { Found: true, Enforced: true } && ServesAlone(answer.Rule))
                .Select(Hit)
                .FirstOrDefault();
        if (basis is null && _hits.Count == 0)
            _hits.Add(new(GatewayRule.NoLawfulBasis, Reasons.NoLawfulBasis));
        return lacking ? null : basis;
    }

    private RuleHit? General(Answer[] answers)
    {
        foreach (var answer in answers.Where(answer => answer is { Enforced: false, Found: false }))
            Take(answer);
        Answer[] enforced = [.. answers.Where(answer => answer.Enforced)];
        if (enforced.FirstOrDefault(answer => answer.Found) is { } found)
            return Hit(found);
        if (enforced.FirstOrDefault(IsPassedOver) is { } passed)
        {
            _matter.Degrade(passed.Rule);
            return new(passed.Rule, Reasons.Degraded);
        }
        _hits.AddRange(enforced.Select(Hit));
        return null;
    }

    /// <summary>Recorded, passed over or counted against the person.</summary>
    private void Take(Answer answer)
    {
        if (!answer.Enforced)
            _matter.Shadow.Add(new(answer.Rule, _recipient, answer.Reason!));
        else if (IsPassedOver(answer))
            _matter.Degrade(answer.Rule);
        else
            _hits.Add(Hit(answer));
    }

    private bool IsPassedOver(Answer answer) => answer.Reason == Reasons.Unavailable && Matter.MayDegrade(answer.Rule, _track.Category);

    private bool ServesAlone(Rule rule) => rule.When.Region.IsEmpty || _matter.Facts.Recipients[_recipient].Region.State == FactState.Known;

    private static bool IsSeparate(ConsentRule rule) =>
        rule.Consent.LawfulBasis == LawfulBasis.Consent && rule.When is not { Segment.IsEmpty: true, Region.IsEmpty: true, Time: null };

    private static RuleHit Hit(Answer answer) => new(answer.Rule, answer.Reason!);
}

/// <summary>What rules say of one recipient.</summary>
internal sealed class RowQuestion(Matter matter, Track track, int recipient) : Question(matter, track)
{
    private readonly List<Answer> _answers = [];

    /// <summary>In order.</summary>
    public Answer[] Answers => [.. _answers.OrderBy(answer => Matter.PlaceOf(answer.Rule))];

    public override bool IsFor(Rule rule) => rule is ConsentRule or RecipientRule;

    public override bool MeetsSomebody(Rule rule) => Matter.Crowd.Of(rule, recipient) != Reach.Outside;

    public override void Answer(CompiledRule rule)
    {
        try
        {
            if (Matter.Crowd.Of(rule.Rule, recipient) == Reach.Unavailable)
                _answers.Add(new(rule, Reasons.Unavailable));
            else if (rule.Rule is ConsentRule consent)
            {
                var (found, reason) = consent.Find(Message, Matter.Facts.Recipients[recipient].Consents, Matter.Set.Purposes);
                _answers.Add(new(rule, reason, found));
            }
            else if (((RecipientRule)rule.Rule).Objection(Matter.Crowd.Person(recipient)) is { } reason)
                _answers.Add(new(rule, reason));
        }
        catch (Exception)
        {
            _answers.Add(new(rule, Reasons.Error));
        }
    }
}
