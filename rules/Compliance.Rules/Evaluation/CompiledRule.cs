using Compliance.Rules.Decisions;
using Compliance.Rules.Frequency;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>A rule with its place in the set and what is built once for it.</summary>
internal sealed class CompiledRule(Rule rule, int order)
{
    private RuleHit[] _hits = [];
    private CalendarSlot? _today;

    public Rule Rule { get; } = rule;

    /// <summary>Place by pack, then id.</summary>
    public int Order { get; } = order;

    /// <summary>It takes a recipient to tell whether the rule applies.</summary>
    public bool Personal { get; } = rule.When.IsPersonal;

    public bool Shadow { get; } = rule.Mode == RuleMode.Shadow;

    public ContentJudge? Judge { get; } = (rule as ContentRule)?.Compile();

    /// <summary>A cap's window. A calendar window is the same all day, so the last one made is kept.</summary>
    public CapWindowSlot Slot(CapRule cap, string key, in PersonCase person)
    {
        if (!cap.IsDaily)
            return cap.Slot(key, person);
        var day = person.Local(key).Clock.Date;
        if (_today is { } known && known.Day == day && known.Zone == key)
            return known.Slot;
        var slot = cap.Slot(key, person);
        _today = new(key, day, slot);
        return slot;
    }

    /// <summary>The hit for a reason, made once: a batch of ten thousand shares it.</summary>
    public RuleHit Hit(string reason)
    {
        var known = _hits;
        foreach (var hit in known)
            if (hit.Reason == reason)
                return hit;
        var added = new RuleHit(Rule, reason);
        // A race loses an entry of the cache, nothing else.
        _hits = [.. known, added];
        return added;
    }

    private sealed record CalendarSlot(string Zone, DateTime Day, CapWindowSlot Slot);
}
