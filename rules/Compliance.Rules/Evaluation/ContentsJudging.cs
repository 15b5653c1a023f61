using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Evaluation;

/// <summary>Each variant of a message: its category, and then its text under that category.</summary>
internal sealed class ContentsJudging
{
    private static readonly ContentDecision Clean = new();
    private static readonly ImmutableArray<ContentDecision> OneClean = [Clean];

    private readonly Audience _audience;
    private readonly Faults _faults;
    private readonly ContentCase _content = new();
    private readonly Categorising _categories;
    private readonly List<Lane> _lanes = [];
    private readonly List<string?> _lifted = [];
    private readonly List<(int Variant, ShadowHit Hit)> _shadowed = [];

    public ContentsJudging(Audience audience, Faults faults) =>
        (_audience, _faults, _categories) = (audience, faults, new(audience, _content));

    /// <summary>Under what a variant is judged that nothing lifts.</summary>
    public Lane Asked => _categories.Lane;

    /// <summary>By variant.</summary>
    public List<Lane> Lanes => _lanes;

    public (CategoryDecision Category, ImmutableArray<ContentDecision> Contents) Judge(
        Message message,
        KnownFacts facts,
        PolicySet set,
        DateOnly today,
        List<ShadowHit> shadow
    )
    {
        _lanes.Clear();
        _lifted.Clear();
        _shadowed.Clear();
        var known = facts.Template.IsKnown(out var fact) ? fact : null;
        var (template, registering) = message.TemplateId is not null ? (known, (TemplateFact?)null) : (null, known);
        _content.Start(set.Compiled, message, today, template, registering, facts.Sender);
        _categories.Start(message, template, set.Compiled, today);
        // Unknown by its label too: who declares nothing is judged as marketing for that, whatever the template.
        var unknown =
            message.TemplateId is not null
            && (
                facts.Template.State == FactState.Nothing
                || (template is { Assumed: true } && message.Declared is not null && _categories.Asked.By == "unknown")
            );
        if (message.Contents.Length == 1)
        {
            var only = Judge(0, message, unknown);
            shadow.AddRange(_content.Shadows);
            return (Strictest(), ReferenceEquals(only, Clean) ? OneClean : [only]);
        }
        var decisions = new ContentDecision[message.Contents.Length];
        for (var i = 0; i < decisions.Length; i++)
        {
            decisions[i] = Judge(i, message, unknown);
            foreach (var hit in _content.Shadows)
                _shadowed.Add((i, hit));
        }
        if (_shadowed.Count > 0)
            Spread(message, shadow);
        var category = Strictest();
        for (var i = 0; i < decisions.Length; i++)
            if (_lanes[i].Category != category.Effective || (_lifted[i] ?? _categories.Asked.By) != category.By)
                decisions[i] = decisions[i] with { Category = CategoryOf(i) };
        return (category, ImmutableCollectionsMarshal.AsImmutableArray(decisions));
    }

    private CategoryDecision CategoryOf(int variant) =>
        _lifted[variant] is { } by ? _categories.Asked with { Effective = _lanes[variant].Category, By = by } : _categories.Asked;

    private CategoryDecision Strictest()
    {
        var strictest = _categories.Asked;
        for (var i = 0; i < _lanes.Count; i++)
            if (_lanes[i].Category < strictest.Effective)
                strictest = CategoryOf(i);
        return strictest;
    }

    private ContentDecision Judge(int variant, Message message, bool templateUnknown)
    {
        _content.Read(message.Contents[variant]);
        var scanned = TryScan();
        var (lane, by) = _categories.Lift(variant, scanned);
        _lanes.Add(lane);
        _lifted.Add(by);
        _content.Category = lane.Category;
        while (_categories.NextGuard(variant) is { } guard)
            Run(guard);
        Judge(variant, lane.Plan, scanned);
        if (templateUnknown && lane.Category == Category.Marketing)
            _content.Note(GatewayRule.TemplateUnknown, Reasons.TemplateUnknown);
        var rewrites = ImmutableArray<FieldRewrite>.Empty;
        if (_content.Changes.Count > 0 && MayBeRead())
        {
            rewrites = Rewriting.Of(_content);
            _content.ReadAgain(rewrites);
            Judge(variant, lane.Plan, TryScan());
        }
        if (_content.Findings.Count == 0 && _content.Denials.Count == 0)
            return Clean;
        _content.Denials.Sort(SharedDecisions.ByRule);
        return new()
        {
            Findings = [.. _content.Findings],
            Obligations =
            [
                .. _content
                    .Changes.OrderBy(change => change.Obligation.Kind)
                    .ThenBy(change => change.Rule.Order)
                    .Select(change => change.Obligation),
            ],
            Rewrites = MayBeRead() ? rewrites : [],
            Determining = [.. _content.Denials],
        };
    }

    /// <summary>Nobody denies it, or only rules that speak of some of its readers: then the others read it, with all that must be changed in it.</summary>
    private bool MayBeRead() => _content.Denials.TrueForAll(hit => hit.Rule.When.IsPersonal);

    private void Judge(int variant, Plan plan, bool scanned)
    {
        if (scanned)
            foreach (ref readonly var hit in _content.Words)
            {
                var rule = _content.Set.Words!.RuleOf(hit);
                if (rule.Rule is WordingRule && plan.Applies(rule) && _audience.Concerns(rule, variant))
                    WordJudge.Report(rule, _content, hit, Reasons.Term);
            }
        else
            foreach (var rule in plan.Wording)
                _content.Broke(rule);
        foreach (var rule in plan.Contents)
            if (_audience.Concerns(rule, variant))
                Run(rule);
    }

    private void Run(CompiledRule rule)
    {
        try
        {
            rule.Judge!.Judge(rule, _content);
        }
        catch (Exception fault)
        {
            _faults.Add(rule.Rule, fault);
            _content.Broke(rule);
        }
    }

    private bool TryScan()
    {
        try
        {
            _content.Scan();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>What shadow rules found in a text is written to those who would have read it.</summary>
    private void Spread(Message message, List<ShadowHit> shadow)
    {
        var byVariant = _shadowed.ToLookup(pair => pair.Variant, pair => pair.Hit);
        for (var i = 0; i < message.Recipients.Length; i++)
            foreach (var hit in byVariant[message.Recipients[i].Content])
                if (_audience.Of(hit.Rule, i) != Reach.Outside)
                    shadow.Add(hit with { Recipient = i });
    }
}
