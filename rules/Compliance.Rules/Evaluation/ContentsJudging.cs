using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Evaluation;

/// <summary>The category of a message, and then each of its variants under that category.</summary>
internal sealed class ContentsJudging(Audience audience)
{
    private static readonly ContentDecision Clean = new();
    private static readonly ImmutableArray<ContentDecision> OneClean = [Clean];

    private readonly ContentCase _content = new();

    // What guards found before the category was known, by variant; judged under the category that they made effective.
    private readonly List<(int Variant, CompiledRule Rule)> _guarded = [];
    private readonly List<(int Variant, ShadowHit Hit)> _shadowed = [];
    private int _nextGuarded;

    public (CategoryDecision Category, ImmutableArray<ContentDecision> Contents, Plan Plan) Judge(
        Message message,
        KnownFacts facts,
        PolicySet set,
        DateOnly today,
        List<ShadowHit> shadow
    )
    {
        _guarded.Clear();
        _shadowed.Clear();
        _nextGuarded = 0;
        var template = message.TemplateId is not null && facts.Template.IsKnown(out var registered) ? registered : null;
        var unknown = message.TemplateId is not null && facts.Template.State == FactState.Nothing;
        _content.Start(set.Compiled, message, today, template);
        var (asked, by) = Asked(message, template);
        var plan = set.Compiled.PlanFor(message, asked, today);
        var effective = Guard(message, plan, asked, ref by);
        if (effective != asked)
            plan = set.Compiled.PlanFor(message, effective, today);
        _content.Category = effective;
        var category = new CategoryDecision(message.Declared, effective, by);
        if (message.Contents.Length == 1)
        {
            var only = Judge(0, message, plan, unknown);
            shadow.AddRange(_content.Shadows);
            return (category, ReferenceEquals(only, Clean) ? OneClean : [only], plan);
        }
        var decisions = new ContentDecision[message.Contents.Length];
        for (var i = 0; i < decisions.Length; i++)
        {
            decisions[i] = Judge(i, message, plan, unknown);
            foreach (var hit in _content.Shadows)
                _shadowed.Add((i, hit));
        }
        if (_shadowed.Count > 0)
            Spread(message, shadow);
        return (category, ImmutableCollectionsMarshal.AsImmutableArray(decisions), plan);
    }

    /// <summary>The stricter of what the caller declares and what the template was registered as. Without a word from anybody it is marketing, and so is a template that nobody registered.</summary>
    private static (Category Category, string By) Asked(Message message, TemplateFact? template)
    {
        if (message.TemplateId is not null && template is null)
            return (Category.Marketing, "unknown");
        return (message.Declared, template?.Category) switch
        {
            (null, null) => (Category.Marketing, "unknown"),
            ({ } declared, null) => (declared, "declared"),
            (null, { } registered) => (registered, "template"),
            ({ } declared, { } registered) => registered < declared ? (registered, "template") : (declared, "declared"),
        };
    }

    /// <summary>A guard that finds a stricter category in any variant makes it effective for the message.</summary>
    private Category Guard(Message message, Plan plan, Category asked, ref string by)
    {
        var effective = asked;
        if (asked == Category.Marketing || plan.Guards.Length == 0)
            return effective;
        for (var i = 0; i < message.Contents.Length; i++)
        {
            _content.Category = asked;
            _content.Read(message.Contents[i]);
            TryScan();
            foreach (var rule in plan.Guards)
            {
                var guard = (CategoryGuardRule)rule.Rule;
                if (guard.Guard.Category >= asked || !audience.Concerns(rule, i) || !Matches(rule))
                    continue;
                _guarded.Add((i, rule));
                if (rule.Shadow || guard.Guard.Category >= effective)
                    continue;
                effective = guard.Guard.Category;
                by = guard.Id;
            }
        }
        return effective;
    }

    private bool Matches(CompiledRule rule)
    {
        try
        {
            return ((GuardJudge)rule.Judge!).Matches(rule, _content);
        }
        catch (Exception)
        {
            // Its judge breaks again when its findings are asked for, and that denies.
            return true;
        }
    }

    private ContentDecision Judge(int variant, Message message, Plan plan, bool templateUnknown)
    {
        _content.Read(message.Contents[variant]);
        var scanned = TryScan();
        for (; _nextGuarded < _guarded.Count && _guarded[_nextGuarded].Variant == variant; _nextGuarded++)
            Run(_guarded[_nextGuarded].Rule);
        Judge(variant, plan, scanned);
        if (templateUnknown)
            _content.Note(GatewayRule.TemplateUnknown, Reasons.TemplateUnknown);
        var rewrites = ImmutableArray<FieldRewrite>.Empty;
        if (_content.Changes.Count > 0 && MayBeRead())
        {
            rewrites = Rewriting.Of(_content);
            _content.ReadAgain(rewrites);
            Judge(variant, plan, TryScan());
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
                var rule = _content.Set.RuleOf(hit);
                if (rule.Rule is WordingRule && plan.Applies(rule) && audience.Concerns(rule, variant))
                    WordJudge.Report(rule, _content, hit, Reasons.Term);
            }
        else
            foreach (var rule in plan.Wording)
                _content.Broke(rule);
        foreach (var rule in plan.Contents)
            if (audience.Concerns(rule, variant))
                Run(rule);
    }

    private void Run(CompiledRule rule)
    {
        try
        {
            rule.Judge!.Judge(rule, _content);
        }
        catch (Exception)
        {
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
                if (audience.Of(hit.Rule, i) != Reach.Outside)
                    shadow.Add(hit with { Recipient = i });
    }
}
