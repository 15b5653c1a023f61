using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>
/// One message on its way from facts to judgement. The order is that of the design: category, then the whole message, then each variant, then each recipient.
/// Kept per thread for its lists; nothing of one message is left for the next.
/// </summary>
internal sealed class Drafting
{
    [ThreadStatic]
    private static Drafting? _own;

    private static readonly RuleHit Repeated = new(GatewayRule.Repeated, Reasons.Repeated);
    private static readonly RuleHit Unresolvable = new(GatewayRule.Unresolvable, Reasons.Unresolvable);

    private readonly Audience _audience = new();
    private readonly ContentsJudging _contents;
    private readonly PersonJudging _persons;
    private readonly MessageCase _whole;
    private readonly Faults _faults = new();
    private readonly SharedDecisions _shared = new();
    private readonly List<RuleHit> _denied = [];
    private readonly List<RuleHit> _hits = [];
    private readonly List<ShadowHit> _shadow = [];
    private readonly List<string> _degraded = [];
    private readonly List<Demand> _demands = [];
    private readonly List<Lane> _lanes = [];
    private readonly List<(Lane Lane, RuleHit Hit)> _laneHits = [];

    private Drafting() => (_contents, _persons, _whole) = (new(_audience, _faults), new(_audience, _faults), new(_audience, _faults));

    public static Judgement Of(Message message, KnownFacts facts, PolicySet set, IWholeMessageJudge judge)
    {
        if (facts.Recipients.Length != message.Recipients.Length)
            throw new ArgumentException($"Facts about {facts.Recipients.Length} recipients of {message.Recipients.Length}.", nameof(facts));
        return (_own ??= new()).Judge(message, facts, set, judge);
    }

    public static ContentCheck Check(Message message, KnownFacts facts, PolicySet set)
    {
        var drafting = _own ??= new();
        drafting.Clear();
        drafting._audience.Start(message, facts);
        var (category, decisions) = drafting._contents.Judge(message, facts, set, Day.Of(message.At), drafting._shadow);
        var effect = CheckEffect.Permit;
        foreach (var content in decisions)
        {
            if (!content.Determining.IsEmpty && !content.Determining.All(hit => Remedies.Of(hit) != Remedy.None))
                effect = CheckEffect.Deny;
            foreach (var finding in content.Findings)
                effect = (CheckEffect)Math.Max((int)effect, (int)Of(finding.Severity));
        }
        return new(effect, category, decisions, set.Revision);
    }

    private static CheckEffect Of(Severity severity) =>
        severity switch
        {
            Severity.Warn => CheckEffect.Permit,
            Severity.Review or Severity.Evidence => CheckEffect.Review,
            _ => CheckEffect.Deny,
        };

    private Judgement Judge(Message message, KnownFacts facts, PolicySet set, IWholeMessageJudge judge)
    {
        Clear();
        _audience.Start(message, facts);
        var (category, decisions) = _contents.Judge(message, facts, set, Day.Of(message.At), _shadow);
        var lanes = _contents.Lanes;
        _lanes.AddRange(lanes.Count == 0 ? [_contents.Asked] : lanes.Distinct());
        _whole.Start(message, facts, set.Compiled, _contents.Asked.Plan, _lanes);
        judge.Judge(_whole);
        Combine();
        _persons.Start(message, facts, set.Purposes, _shadow, _degraded);
        var recipients = new RecipientDecision[message.Recipients.Length];
        var permitted = 0;
        for (var i = 0; i < recipients.Length; i++)
        {
            recipients[i] = Judge(i, message.Recipients[i], decisions);
            if (recipients[i].Effect == Effect.Permit)
                permitted++;
        }
        var repeated = RemoveRepeated(message, facts, recipients);
        permitted -= repeated;
        // Who asks for all rows or nothing asks for each person once.
        var minimum = Math.Max(1, message.MinimumRecipients - (message.MinimumRecipients == recipients.Length ? repeated : 0));
        if (permitted >= minimum && _denied.Count == 0 && _lanes.Exists(lane => lane.Plan.Caps.Length > 0))
            permitted = Demand(message, recipients, permitted);
        return new()
        {
            Category = category,
            Purpose = _lanes.MinBy(lane => lane.Category)!.Message.Purpose,
            Categories = _lanes.Count == 1 ? null : [.. message.Recipients.Select(recipient => lanes[recipient.Content].Category)],
            Recipients = ImmutableCollectionsMarshal.AsImmutableArray(recipients),
            Contents = decisions,
            Denied = Ordered(_denied),
            Demands = permitted < minimum ? [] : [.. _demands],
            Shadow = [.. _shadow],
            Degraded = _degraded.Count == 0 ? [] : [.. _degraded.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Faults = _faults.ToImmutable(),
            Revision = set.Revision,
            Permitted = permitted,
            Minimum = minimum,
            RetryAt = _persons.RetryAt,
        };
    }

    private void Clear()
    {
        _denied.Clear();
        _shadow.Clear();
        _degraded.Clear();
        _demands.Clear();
        _lanes.Clear();
        _laneHits.Clear();
        _shared.Clear();
        _faults.Clear();
    }

    /// <summary>What was said of the message as such. A rule that holds for some of the variants only, which are marketing, refuses their readers and nobody else.</summary>
    private void Combine()
    {
        _denied.AddRange(_whole.Refusals);
        foreach (var (_, _, lane, rule, reason, until) in _whole.Objections())
        {
            var shadow = new ShadowHit(rule, -1, reason);
            if (rule.Mode == RuleMode.Enforce && reason == Reasons.Unavailable && Degrading.Allowed(rule, lane.Category))
                _degraded.Add(rule.Id);
            else if (rule.Mode == RuleMode.Enforce)
                _laneHits.Add((lane, new(rule, reason) { Until = until }));
            else if (!_shadow.Contains(shadow))
                _shadow.Add(shadow);
        }
        if (_lanes.Count == 1)
            _denied.AddRange(_laneHits.Select(pair => pair.Hit));
    }

    private RecipientDecision Judge(int index, Recipient recipient, ImmutableArray<ContentDecision> decisions)
    {
        _hits.Clear();
        foreach (var hit in decisions[recipient.Content].Determining)
            if (_audience.Of(hit.Rule, index) != Reach.Outside)
                _hits.Add(hit);
        RuleHit? basis = null;
        var lane = _contents.Lanes[recipient.Content];
        if (_lanes.Count > 1)
            foreach (var (of, hit) in _laneHits)
                if (ReferenceEquals(of, lane))
                    _hits.Add(hit);
        if (recipient.Kind == RecipientKind.Person)
            basis = _persons.Judge(index, lane, _hits);
        else if (recipient.Kind is not (RecipientKind.Staff or RecipientKind.Group))
            _hits.Add(Unresolvable);
        return _hits.Count == 0 ? _shared.Permitted(basis) : _shared.Denied(_hits);
    }

    /// <summary>A person who is named twice, by one number in two spellings or by two numbers, gets each text once: by the first row that may be sent. Returns how many rows go.</summary>
    private int RemoveRepeated(Message message, KnownFacts facts, RecipientDecision[] recipients)
    {
        if (!facts.Recipients.Any(recipient => recipient.SameAs is not null))
            return 0;
        var said = new HashSet<(int Person, string Text)>();
        var removed = 0;
        for (var i = 0; i < recipients.Length; i++)
        {
            if (recipients[i].Effect != Effect.Permit || message.Recipients[i].Kind != RecipientKind.Person)
                continue;
            var fields = message.Contents[message.Recipients[i].Content].Fields;
            if (said.Add((facts.Recipients[i].SameAs ?? i, string.Join('\0', fields.Select(field => field.Text)))))
                continue;
            _hits.Clear();
            _hits.Add(Repeated);
            recipients[i] = _shared.Denied(_hits);
            removed++;
        }
        return removed;
    }

    /// <summary>Names the slots of those still permitted, and removes those whose window can't be told. Returns how many are left.</summary>
    private int Demand(Message message, RecipientDecision[] recipients, int permitted)
    {
        for (var i = 0; i < recipients.Length; i++)
        {
            if (recipients[i].Effect != Effect.Permit || message.Recipients[i].Kind != RecipientKind.Person)
                continue;
            _hits.Clear();
            var before = _demands.Count;
            _persons.Demand(i, _contents.Lanes[message.Recipients[i].Content], _demands, _hits);
            if (_hits.Count == 0)
                continue;
            _demands.RemoveRange(before, _demands.Count - before);
            recipients[i] = _shared.Denied(_hits);
            permitted--;
        }
        return permitted;
    }

    private static ImmutableArray<RuleHit> Ordered(List<RuleHit> hits)
    {
        hits.Sort(SharedDecisions.ByRule);
        return [.. hits];
    }
}
