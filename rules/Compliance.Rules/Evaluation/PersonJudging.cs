using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;
using Compliance.Rules.Messages;
using Compliance.Rules.Places;
using Compliance.Rules.PolicySets;
using Compliance.Rules.QuietHours;

namespace Compliance.Rules.Evaluation;

/// <summary>The rules about persons: lawful basis first, then every rule that may remove, then the caps' windows.</summary>
internal sealed class PersonJudging(Audience audience, Faults faults)
{
    private static readonly RuleHit NoBasis = new(GatewayRule.NoLawfulBasis, Reasons.NoLawfulBasis);

    private readonly List<(CompiledRule Rule, string Key, CapWindowSlot Slot)> _slots = [];
    private readonly List<(string Zone, DateTimeOffset? Next)> _nexts = [];
    private readonly SaidTexts _said = new();
    private KnownFacts _facts = null!;
    private Purposes _purposes = null!;
    private Lane _lane = null!;
    private List<ShadowHit> _shadow = null!;
    private List<string> _degraded = null!;
    private bool _never;

    /// <summary>When the last of those whom only quiet hours keep may be sent to.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    public void Start(Message asked, KnownFacts known, Purposes listed, List<ShadowHit> shadowHits, List<string> degradedRules)
    {
        (_facts, _purposes, _shadow, _degraded) = (known, listed, shadowHits, degradedRules);
        _slots.Clear();
        _nexts.Clear();
        _said.Start(asked, known);
        RetryAt = null;
        _never = false;
    }

    /// <summary>Adds what removes the person; returns the basis on which he may be sent to.</summary>
    /// <param name="lane">Of the variant that the person would read.</param>
    public RuleHit? Judge(int index, Lane lane, List<RuleHit> hits)
    {
        _lane = lane;
        var basis = FindBasis(index, hits);
        var quiet = false;
        foreach (var rule in _lane.Plan.Persons)
        {
            var reason = Objection(rule, index);
            if (reason is null)
                continue;
            if (rule.Shadow)
                _shadow.Add(new(rule.Rule, index, reason));
            else if (reason == Reasons.Unavailable && Degrading.Allowed(rule.Rule, _lane.Category))
                _degraded.Add(rule.Rule.Id);
            else
            {
                hits.Add(rule.Hit(reason));
                quiet |= reason == Reasons.QuietHours;
            }
        }
        if (quiet && hits.TrueForAll(hit => hit.Reason == Reasons.QuietHours))
            Postpone(index);
        return basis;
    }

    /// <summary>One basis is enough, and each separate consent that is asked of this person must be there as well.</summary>
    private RuleHit? FindBasis(int index, List<RuleHit> hits)
    {
        var mark = hits.Count;
        var basis = FindGeneral(index, hits);
        var spoke = basis is not null || hits.Count > mark;
        var lacking = false;
        foreach (var rule in _lane.Plan.SeparateConsents)
        {
            if (Find(rule, index) is not (var found, var reason))
                continue;
            if (found)
                basis ??= spoke || rule.Shadow || !ServesAlone(rule, index) ? null : rule.Hit(reason);
            else if (rule.Shadow)
                _shadow.Add(new(rule.Rule, index, reason));
            else if (reason == Reasons.Unavailable && Degrading.Allowed(rule.Rule, _lane.Category))
                _degraded.Add(rule.Rule.Id);
            else
            {
                hits.Add(rule.Hit(reason));
                lacking = true;
            }
        }
        if (basis is null && hits.Count == mark)
            hits.Add(NoBasis);
        return lacking ? null : basis;
    }

    /// <summary>Whose region nobody knows is asked for the separate consent of every region, and gets no basis from it.</summary>
    private bool ServesAlone(CompiledRule rule, int index) =>
        rule.Rule.When.Region.IsEmpty || _facts.Recipients[index].Region.State == FactState.Known;

    private RuleHit? FindGeneral(int index, List<RuleHit> hits)
    {
        RuleHit? basis = null;
        CompiledRule? passing = null;
        var mark = hits.Count;
        foreach (var rule in _lane.Plan.Consents)
        {
            if (basis is not null && !rule.Shadow)
                continue;
            if (Find(rule, index) is not (var found, var reason))
                continue;
            if (rule.Shadow)
            {
                if (!found)
                    _shadow.Add(new(rule.Rule, index, reason));
            }
            else if (found)
                basis = rule.Hit(reason);
            else
            {
                hits.Add(rule.Hit(reason));
                if (reason == Reasons.Unavailable && Degrading.Allowed(rule.Rule, _lane.Category))
                    passing ??= rule;
            }
        }
        if (basis is null && passing is not null)
        {
            _degraded.Add(passing.Rule.Id);
            basis = passing.Hit(Reasons.Degraded);
        }
        if (basis is not null)
            hits.RemoveRange(mark, hits.Count - mark);
        return basis;
    }

    /// <summary>Null: the rule says nothing of him.</summary>
    private (bool Found, string Reason)? Find(CompiledRule rule, int index)
    {
        try
        {
            return audience.Of(rule, index) switch
            {
                Reach.Outside => null,
                Reach.Unavailable => (false, Reasons.Unavailable),
                _ => ((ConsentRule)rule.Rule).Find(_lane.Message, _facts.Recipients[index].Consents, _purposes),
            };
        }
        catch (Exception fault)
        {
            faults.Add(rule.Rule, fault);
            return (false, Reasons.Error);
        }
    }

    private string? Objection(CompiledRule rule, int index)
    {
        try
        {
            return audience.Of(rule, index) switch
            {
                Reach.Outside => null,
                Reach.Unavailable => Reasons.Unavailable,
                _ => ((RecipientRule)rule.Rule).Objection(audience[index]),
            };
        }
        catch (Exception fault)
        {
            faults.Add(rule.Rule, fault);
            return Reasons.Error;
        }
    }

    /// <summary>Adds the slots that a permitted person needs; a cap whose window can't be told removes him, unless it lets that pass.</summary>
    public void Demand(int index, Lane lane, List<Demand> demands, List<RuleHit> hits)
    {
        _lane = lane;
        foreach (var rule in _lane.Plan.Caps)
        {
            try
            {
                var reach = audience.Of(rule, index);
                if (reach == Reach.Outside)
                    continue;
                if (reach == Reach.Inside && Slot(rule, index) is { } slot)
                    demands.Add(new(slot, index));
                else if (rule.Shadow)
                    _shadow.Add(new(rule.Rule, index, Reasons.Unavailable));
                else if (Degrading.Allowed(rule.Rule, _lane.Category))
                    _degraded.Add(rule.Rule.Id);
                else
                    hits.Add(rule.Hit(Reasons.Unavailable));
            }
            catch (Exception fault)
            {
                faults.Add(rule.Rule, fault);
                if (rule.Shadow)
                    _shadow.Add(new(rule.Rule, index, Reasons.Error));
                else
                    hits.Add(rule.Hit(Reasons.Error));
            }
        }
    }

    private CapWindowSlot? Slot(CompiledRule rule, int index)
    {
        var cap = (CapRule)rule.Rule;
        var person = audience[index];
        if (cap.Key(person, _said, _lane.Message.Recipients[index].Content) is not { } key)
            return null;
        foreach (var known in _slots)
            if (ReferenceEquals(known.Rule, rule) && known.Key == key)
                return known.Slot;
        var slot = rule.Slot(cap, key, person);
        _slots.Add((rule, key, slot));
        return slot;
    }

    /// <summary>
    /// A batch can be tried again when the last of its postponed is out of his quiet hours. Somebody who never is (hours that cover the day) has no such
    /// time, and then there is none for the batch.
    /// </summary>
    private void Postpone(int index)
    {
        var next = Next(index);
        _never |= next is null;
        RetryAt =
            _never ? null
            : RetryAt is { } known && known > next ? known
            : next;
    }

    private DateTimeOffset? Next(int index)
    {
        var person = audience[index];
        var own = person.Zone(Zones.Recipient) ?? "";
        if (_lane.Plan.PersonalQuiet)
            return QuietEnd.After(
                _lane.Message.At,
                [.. _lane.Plan.Persons.Where(rule => audience.Of(rule, index) != Reach.Outside)],
                person
            );
        if (!person.FormerZones(Zones.Recipient).IsEmpty)
            return QuietEnd.After(_lane.Message.At, _lane.Plan.Persons, person);
        foreach (var (zone, known) in _nexts)
            if (zone == own)
                return known;
        var next = QuietEnd.After(_lane.Message.At, _lane.Plan.Persons, person);
        _nexts.Add((own, next));
        return next;
    }
}
