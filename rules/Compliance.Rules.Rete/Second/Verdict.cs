using System.Collections.Immutable;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Rete.Second;

/// <summary>All that is decided before the caps are asked, and the decision once they have answered.</summary>
internal sealed class Verdict
{
    private readonly Matter _matter;
    private readonly CategoryVerdict _categories;
    private readonly TextVerdict[] _texts;
    private readonly Track[] _tracks;
    private readonly List<RuleHit> _denied = [];
    private readonly List<(Track Track, RuleHit Hit)> _objections = [];
    private readonly RecipientDecision[] _rows;
    private readonly List<DateTimeOffset?> _quiet = [];
    private readonly ImmutableArray<ShadowHit> _shadow;

    public Verdict(Matter matter)
    {
        _matter = matter;
        _categories = new(matter);
        _texts = Texts();
        _tracks = _texts.Length == 0 ? [_categories.Track] : [.. _texts.Select(text => text.Lift.Track).Distinct()];
        JudgeWhole();
        _rows = [.. matter.Message.Recipients.Select((recipient, i) => Row(i, recipient))];
        RemoveRepeated();
        Demands = Needed();
        _shadow = [.. matter.Shadow];
    }

    public ImmutableArray<Demand> Demands { get; }

    private Message Message => _matter.Message;

    private int Permitted => _rows.Count(row => row.Effect == Effect.Permit);

    public Decision Settle(Grants grants) =>
        new Settling(Message, Demands, grants, recipient => TrackOf(Message.Recipients[recipient]).Category).Decide(
            new()
            {
                Category = MessageCategory(),
                Purpose = _tracks.MinBy(track => track.Category)!.Message.Purpose,
                Recipients = [.. _rows],
                Contents = Contents(),
                Denied = Ordered(_denied),
                Shadow = _shadow,
                Degraded = [.. _matter.Degraded],
                RetryAt = _quiet.Count == 0 || _quiet.Contains(null) ? null : _quiet.Max(),
                Revision = _matter.Set.Revision,
            }
        );

    public static ImmutableArray<RuleHit> Ordered(IEnumerable<RuleHit> hits) =>
        [.. hits.OrderBy(hit => hit.Rule.Pack, StringComparer.Ordinal).ThenBy(hit => hit.Rule.Id, StringComparer.Ordinal)];

    private TextVerdict[] Texts()
    {
        var reading = new Reading();
        reading.Start(_matter.Set.Compiled, Message, _matter.Day, _matter.Template, _matter.Registering, _matter.Facts.Sender);
        var texts = new TextVerdict[Message.Contents.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = new(_matter, _categories, reading, i);
        // One text for all has no reader of its own; several have, and each watcher's word goes to those who would have read it.
        if (texts.Length == 1)
            _matter.Shadow.AddRange(texts[0].Watched.Select(hit => new ShadowHit(hit.Rule, -1, hit.Reason)));
        else
            for (var i = 0; i < Message.Recipients.Length; i++)
                foreach (var (rule, reason) in texts[Message.Recipients[i].Content].Watched)
                    if (_matter.Crowd.Of(rule, i) != Reach.Outside)
                        _matter.Shadow.Add(new(rule, i, reason));
        return texts;
    }

    private void JudgeWhole()
    {
        var facts = _matter.Facts;
        if (!_matter.Set.Rules.Any(rule => rule is ConsentRule { Mode: RuleMode.Enforce } && _matter.IsInForce(rule)))
            _denied.Add(new(GatewayRule.NoLawfulBasis, Reasons.NoLawfulBasis));
        if (!_matter.Set.Purposes.Has(Message.Purpose))
            _denied.Add(new(GatewayRule.PurposeUnknown, Reasons.Purpose));
        if (facts.Halts is { State: FactState.Known, Value.IsDefaultOrEmpty: false })
            _denied.Add(new(GatewayRule.Halted, Reasons.Halted));
        if (facts.Halts.State == FactState.Unavailable || (Message.TemplateId is not null && facts.Template.State == FactState.Unavailable))
            _denied.Add(new(GatewayRule.FactsUnavailable, Reasons.Unavailable));
        foreach (var track in _tracks)
            JudgeTrack(track, facts);
        if (_tracks.Length == 1)
            _denied.AddRange(_objections.Select(objection => objection.Hit));
    }

    private void JudgeTrack(Track track, KnownFacts facts)
    {
        if (
            track.Message.Purpose != Message.Purpose
            && facts.Sender is { State: FactState.Known, Value: { } sender }
            && !sender.MayPursue(track.Message.Purpose)
        )
            _objections.Add((track, new(GatewayRule.PurposeNotAllowed, Reasons.Purpose)));
        foreach (var (answer, until) in _matter.Ask(new LaneQuestion(_matter, track)).Answers)
            if (!answer.Enforced)
            {
                if (
                    !_matter.Shadow.Any(known =>
                        known.Recipient == -1 && ReferenceEquals(known.Rule, answer.Rule) && known.Reason == answer.Reason
                    )
                )
                    _matter.Shadow.Add(new(answer.Rule, -1, answer.Reason!));
            }
            else if (answer.Reason == Reasons.Unavailable && Matter.MayDegrade(answer.Rule, track.Category))
                _matter.Degrade(answer.Rule);
            else
                _objections.Add((track, new(answer.Rule, answer.Reason!) { Until = until }));
    }

    private Track TrackOf(Recipient recipient) => _texts[recipient.Content].Lift.Track;

    private RecipientDecision Row(int index, Recipient recipient)
    {
        var track = TrackOf(recipient);
        var hits = _texts[recipient.Content].Decision.Determining.Where(hit => _matter.Crowd.Of(hit.Rule, index) != Reach.Outside).ToList();
        if (_tracks.Length > 1)
            hits.AddRange(_objections.Where(objection => objection.Track == track).Select(objection => objection.Hit));
        RowVerdict? person = null;
        if (recipient.Kind == RecipientKind.Person)
        {
            person = new(_matter, track, index);
            hits.AddRange(person.Hits);
        }
        else if (recipient.Kind == RecipientKind.Unresolvable)
            hits.Add(new(GatewayRule.Unresolvable, Reasons.Unresolvable));
        if (hits.Count == 0)
            return new() { Effect = Effect.Permit, LawfulBasis = person?.Basis };
        if (person is not null && hits.TrueForAll(hit => hit.Reason == Reasons.QuietHours))
            _quiet.Add(person.QuietUntil());
        return Denied(hits);
    }

    /// <summary>Who gets the same text by an earlier row gets it once.</summary>
    private void RemoveRepeated()
    {
        var persons = Enumerable
            .Range(0, _rows.Length)
            .Where(i => _rows[i].Effect == Effect.Permit && Message.Recipients[i].Kind == RecipientKind.Person)
            .GroupBy(i =>
                (
                    _matter.Facts.Recipients[i].SameAs ?? i,
                    string.Join('\0', Message.Contents[Message.Recipients[i].Content].Fields.Select(field => field.Text))
                )
            );
        foreach (var again in persons.SelectMany(rows => rows.Skip(1)).ToArray())
            _rows[again] = Denied([new(GatewayRule.Repeated, Reasons.Repeated)]);
    }

    private ImmutableArray<Demand> Needed()
    {
        var minimum = Settling.Floor(Message, _rows.Count(row => row.IsRepeated));
        if (Permitted < minimum || _denied.Count > 0)
            return [];
        var said = new SaidTexts();
        said.Start(Message, _matter.Facts);
        var demands = ImmutableArray.CreateBuilder<Demand>();
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_rows[i].Effect != Effect.Permit || Message.Recipients[i].Kind != RecipientKind.Person)
                continue;
            var (needed, hits) = _matter.Ask(new SlotQuestion(_matter, TrackOf(Message.Recipients[i]), said, i)).Needed();
            demands.AddRange(needed);
            if (hits.Length > 0)
                _rows[i] = Denied(hits);
        }
        return Permitted < minimum ? [] : demands.ToImmutable();
    }

    private static RecipientDecision Denied(IEnumerable<RuleHit> hits) => new() { Effect = Effect.Deny, Determining = Ordered(hits) };

    /// <summary>The strictest of its variants', told by the first of them.</summary>
    private CategoryDecision MessageCategory() =>
        Enumerable.Range(0, _texts.Length).Select(CategoryOf).Prepend(_categories.Asked).MinBy(category => category.Effective)!;

    private CategoryDecision CategoryOf(int variant) =>
        _texts[variant].Lift is { By: { } by, Track: var track }
            ? _categories.Asked with
            {
                Effective = track.Category,
                By = by,
            }
            : _categories.Asked;

    private ImmutableArray<ContentDecision> Contents()
    {
        var category = MessageCategory();
        return
        [
            .. _texts.Select(
                (text, i) =>
                    _texts.Length == 1 || CategoryOf(i) == category ? text.Decision : text.Decision with { Category = CategoryOf(i) }
            ),
        ];
    }
}
