using System.Collections.Immutable;
using Compliance.Rules.Consent;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.Places;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>Whether a rule speaks of a recipient.</summary>
internal enum Reach
{
    Outside,
    Inside,

    /// <summary>A fact that would tell can't be asked.</summary>
    Unavailable,
}

/// <summary>The recipients of one message, and what of a rule's scope lies with them: segments, regions, their clock.</summary>
internal sealed class Audience
{
    private readonly LocalTimes _times = new();
    private Message _message = null!;
    private KnownFacts _facts = null!;

    public void Start(Message asked, KnownFacts known)
    {
        (_message, _facts) = (asked, known);
        _times.Start(asked.At);
    }

    public PersonCase this[int index] => new(_message, _facts.Recipients[index], _times);

    public Reach Of(CompiledRule rule, int index) => rule.Personal ? Of(rule.Rule, index) : Reach.Inside;

    public bool Concerns(CompiledRule rule, int? variant) => !rule.Personal || Concerns(rule.Rule, variant);

    /// <summary>One condition that surely fails puts the recipient outside, whatever can't be asked of the others.</summary>
    public Reach Of(Rule rule, int index)
    {
        if (!rule.When.IsPersonal)
            return Reach.Inside;
        var person = this[index];
        var (segment, region, time) = (Segment(rule.When, person.Facts), Region(rule, person.Facts), Time(rule.When, person));
        if (segment == Reach.Outside || region == Reach.Outside || time == Reach.Outside)
            return Reach.Outside;
        return segment == Reach.Unavailable || region == Reach.Unavailable || time == Reach.Unavailable ? Reach.Unavailable : Reach.Inside;
    }

    /// <summary>Whether a rule about a text or about the whole message speaks of anybody who would read it. A text without readers, still being written, is judged as if it had all.</summary>
    /// <param name="variant">Null: any text of the message.</param>
    private bool Concerns(Rule rule, int? variant)
    {
        if (_message.Recipients.IsEmpty)
            return true;
        for (var i = 0; i < _message.Recipients.Length; i++)
            if ((variant is null || _message.Recipients[i].Content == variant) && Of(rule, i) != Reach.Outside)
                return true;
        return false;
    }

    private static Reach Segment(Scope when, RecipientFacts known)
    {
        if (when.Segment.IsEmpty)
            return Reach.Inside;
        if (known.Segments.State == FactState.Unavailable)
            return Reach.Unavailable;
        return known.Segments.IsKnown(out var segments) && segments.Any(when.Segment.Contains) ? Reach.Inside : Reach.Outside;
    }

    /// <summary>Where somebody is whose region nobody knows: wherever a rule forbids, and nowhere that one allows.</summary>
    private static Reach Region(Rule rule, RecipientFacts known)
    {
        if (rule.When.Region.IsEmpty)
            return Reach.Inside;
        return known.Region.State switch
        {
            FactState.Unavailable => Reach.Unavailable,
            FactState.Nothing => rule is ConsentRule { IsSeparate: false } ? Reach.Outside : Reach.Inside,
            _ => IsWithin(known.Region.Value!, rule.When.Region) ? Reach.Inside : Reach.Outside,
        };
    }

    private static bool IsWithin(string region, ImmutableArray<string> regions)
    {
        foreach (var wider in regions)
            if (Regions.IsWithin(region, wider))
                return true;
        return false;
    }

    private static Reach Time(Scope when, PersonCase person)
    {
        if (when.Time is not { } hours)
            return Reach.Inside;
        if (person.Zone(hours.Zone) is not { } zone || !Zones.IsKnown(zone))
            return Reach.Unavailable;
        return hours.Contains(person.Local(zone).Clock) ? Reach.Inside : Reach.Outside;
    }
}
