using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Compliance.Rules.Categories;
using Compliance.Rules.Consent;
using Compliance.Rules.Frequency;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>A set made ready once: rules in order, one matcher for all that is looked for in a whole text and one for what is in values alone, and a plan for each kind of message met so far.</summary>
internal sealed class CompiledSet
{
    /// <summary>Far above what senders of one brand need; reached only by a set that names hundreds of campaigns and senders.</summary>
    private const int MostPlans = 4096;

    private readonly CompiledRule[] _rules;
    private readonly PlanKeys _keys;
    private readonly ConcurrentDictionary<PlanKey, Plan> _plans = new();
    private readonly FrozenDictionary<string, EvidenceRecord> _evidence;

    /// <param name="sameWords">A set of rules with the same lists: they are not compiled anew.</param>
    public CompiledSet(
        ImmutableArray<Rule> rules,
        ImmutableArray<EvidenceRecord> evidence,
        Purposes purposes,
        CompiledSet? sameWords = null
    )
    {
        if (rules.FirstOrDefault(rule => !IsJudged(rule)) is { } unjudged)
            throw new ArgumentException($"No stage judges {unjudged.Id}: a {unjudged.GetType().Name} is no kind of rule.", nameof(rules));
        Purposes = purposes;
        this._rules =
        [
            .. rules
                .OrderBy(rule => rule.Pack, StringComparer.Ordinal)
                .ThenBy(rule => rule.Id, StringComparer.Ordinal)
                .Select((rule, order) => new CompiledRule(rule, order)),
        ];
        WholeMessage = [.. _rules.Where(rule => rule.Rule is WholeMessageRule)];
        _keys = new(rules);
        this._evidence = evidence.ToFrozenDictionary(record => record.Id, StringComparer.Ordinal);
        Words = RuleWords.Of(this._rules.Where(rule => !ReadsValues(rule)), sameWords?.Words);
        ValueWords = RuleWords.Of(this._rules.Where(ReadsValues), sameWords?.ValueWords);
    }

    public Purposes Purposes { get; }

    /// <summary>In order.</summary>
    public ReadOnlySpan<CompiledRule> Rules => _rules;

    /// <summary>The rules about messages as such, in order.</summary>
    public CompiledRule[] WholeMessage { get; }

    /// <summary>Null when no rule has a word list.</summary>
    public RuleWords? Words { get; }

    /// <summary>Lists of guards that read nothing but the values of a template: their words are everyday ones, and would cost every text that has no values.</summary>
    public RuleWords? ValueWords { get; }

    public Plan PlanFor(Message message, Category category, DateOnly today)
    {
        var key = _keys.For(message, category, today);
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        if (_plans.Count >= MostPlans)
            _plans.Clear();
        return _plans[key] = new Plan(_rules, message, category, today);
    }

    private static bool ReadsValues(CompiledRule rule) => rule.Rule is CategoryGuardRule { Guard.In: not GuardReach.Text };

    private static bool IsJudged(Rule rule) => rule is WholeMessageRule or ContentRule or ConsentRule or RecipientRule or CapRule;

    /// <summary>Some pack registers evidence of that id, valid or not.</summary>
    public bool HasEvidence(string id) => _evidence.ContainsKey(id);

    /// <summary>The evidence of that id, if it is valid on that day.</summary>
    public EvidenceRecord? LiveEvidence(string? id, DateOnly today) =>
        id is not null && _evidence.TryGetValue(id, out var record) && record.From <= today && today <= record.To ? record : null;
}
