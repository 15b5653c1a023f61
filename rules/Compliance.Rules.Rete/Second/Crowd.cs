using Compliance.Rules.Consent;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.Places;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Rete.Second;

/// <summary>Who is meant by a rule that is about some people only: carriers of a tag, a region, those whose clock shows an hour.</summary>
internal sealed class Crowd
{
    private readonly Message _message;
    private readonly KnownFacts _facts;
    private readonly LocalTimes _times = new();

    public Crowd(Message message, KnownFacts facts)
    {
        (_message, _facts) = (message, facts);
        _times.Start(message.At);
    }

    public PersonCase Person(int recipient) => new(_message, _facts.Recipients[recipient], _times);

    public Reach Of(Rule rule, int recipient)
    {
        Reach[] parts = [Tagged(rule.When, recipient), Located(rule, recipient), Timed(rule.When, recipient)];
        return parts.Contains(Reach.Outside) ? Reach.Outside
            : parts.Contains(Reach.Unavailable) ? Reach.Unavailable
            : Reach.Inside;
    }

    /// <summary>Somebody who would read this variant, or any, may be meant. A text that nobody is to read yet is judged for everybody.</summary>
    public bool Includes(Rule rule, int? variant) =>
        _message.Recipients.IsEmpty
        || Enumerable
            .Range(0, _message.Recipients.Length)
            .Where(i => variant is null || _message.Recipients[i].Content == variant)
            .Any(i => Of(rule, i) != Reach.Outside);

    private Reach Tagged(Scope when, int recipient)
    {
        var tags = _facts.Recipients[recipient].Segments;
        if (when.Segment.IsEmpty)
            return Reach.Inside;
        return tags.State switch
        {
            FactState.Unavailable => Reach.Unavailable,
            FactState.Known when when.Segment.Intersect(tags.Value, StringComparer.Ordinal).Any() => Reach.Inside,
            _ => Reach.Outside,
        };
    }

    /// <summary>Somebody who could be anywhere is where something is forbidden or asked, and not where something is allowed.</summary>
    private Reach Located(Rule rule, int recipient)
    {
        var place = _facts.Recipients[recipient].Region;
        if (rule.When.Region.IsEmpty)
            return Reach.Inside;
        if (place.State == FactState.Unavailable)
            return Reach.Unavailable;
        if (place.State == FactState.Nothing)
            return rule is ConsentRule { Consent.LawfulBasis: not LawfulBasis.Consent } ? Reach.Outside : Reach.Inside;
        return rule.When.Region.Any(wider => Regions.IsWithin(place.Value, wider)) ? Reach.Inside : Reach.Outside;
    }

    private Reach Timed(Scope when, int recipient)
    {
        if (when.Time is null)
            return Reach.Inside;
        var person = Person(recipient);
        var zone = person.Zone(when.Time.Zone);
        if (zone is null || !Zones.IsKnown(zone))
            return Reach.Unavailable;
        return when.Time.Contains(person.Local(zone).Clock) ? Reach.Inside : Reach.Outside;
    }
}
