using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Rules.Abuse;
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
    private static Drafting? own;

    private static readonly RuleHit Unresolvable = new(GatewayRule.Unresolvable, Reasons.Unresolvable);

    private readonly Audience audience = new();
    private readonly ContentsJudging contents;
    private readonly PersonJudging persons;
    private readonly SharedDecisions shared = new();
    private readonly List<RuleHit> denied = [];
    private readonly List<RuleHit> hits = [];
    private readonly List<ShadowHit> shadow = [];
    private readonly List<string> degraded = [];
    private readonly List<Demand> demands = [];

    private Drafting() => (contents, persons) = (new(audience), new(audience));

    public static Judgement Of(Message message, KnownFacts facts, PolicySet set)
    {
        if (facts.Recipients.Length != message.Recipients.Length)
            throw new ArgumentException($"Facts about {facts.Recipients.Length} recipients of {message.Recipients.Length}.", nameof(facts));
        return (own ??= new()).Judge(message, facts, set);
    }

    public static ContentCheck Check(Message message, KnownFacts facts, PolicySet set)
    {
        var drafting = own ??= new();
        drafting.Clear();
        drafting.audience.Start(message, facts);
        var (category, decisions, _) = drafting.contents.Judge(message, facts, set, Day.Of(message.At), drafting.shadow);
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

    private static CheckEffect Of(Severity severity) => severity switch
    {
        Severity.Warn => CheckEffect.Permit,
        Severity.Review or Severity.Evidence => CheckEffect.Review,
        _ => CheckEffect.Deny,
    };

    private Judgement Judge(Message message, KnownFacts facts, PolicySet set)
    {
        Clear();
        audience.Start(message, facts);
        var (category, decisions, plan) = contents.Judge(message, facts, set, Day.Of(message.At), shadow);
        JudgeWhole(message, facts, plan, category.Effective);
        persons.Start(message, facts, plan, category.Effective, shadow, degraded);
        var recipients = new RecipientDecision[message.Recipients.Length];
        var permitted = 0;
        for (var i = 0; i < recipients.Length; i++)
        {
            recipients[i] = Judge(i, message.Recipients[i], decisions);
            if (recipients[i].Effect == Effect.Permit)
                permitted++;
        }
        var minimum = Math.Max(1, message.MinimumRecipients);
        if (permitted >= minimum && denied.Count == 0 && plan.Caps.Length > 0)
            permitted = Demand(message, recipients, permitted);
        return new()
        {
            Category = category,
            Recipients = ImmutableCollectionsMarshal.AsImmutableArray(recipients),
            Contents = decisions,
            Denied = Ordered(denied),
            Demands = permitted < minimum ? [] : [.. demands],
            Shadow = [.. shadow],
            Degraded = degraded.Count == 0 ? [] : [.. degraded.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Revision = set.Revision,
            Permitted = permitted,
            Minimum = minimum,
            RetryAt = persons.RetryAt,
        };
    }

    private void Clear()
    {
        denied.Clear();
        shadow.Clear();
        degraded.Clear();
        demands.Clear();
        shared.Clear();
    }

    /// <summary>What refuses everybody at once.</summary>
    private void JudgeWhole(Message message, KnownFacts facts, Plan plan, Category category)
    {
        if (!plan.AnyConsent)
            denied.Add(new(GatewayRule.NoLawfulBasis, Reasons.NoLawfulBasis));
        if (facts.Halts.IsKnown(out var halts) && !halts.IsDefaultOrEmpty)
            denied.Add(new(GatewayRule.Halted, Reasons.Halted));
        if (facts.Halts.State == FactState.Unavailable || (message.TemplateId is not null && facts.Template.State == FactState.Unavailable))
            denied.Add(new(GatewayRule.FactsUnavailable, Reasons.Unavailable));
        foreach (var rule in plan.Senders)
        {
            var reason = Guarded(rule, message, facts);
            if (reason is null)
                continue;
            if (rule.Shadow)
                shadow.Add(new(rule.Rule, -1, reason));
            else if (reason == Reasons.Unavailable && Degrading.Allowed(rule.Rule, category))
                degraded.Add(rule.Rule.Id);
            else
                denied.Add(rule.Hit(reason));
        }
    }

    private string? Guarded(CompiledRule rule, Message message, KnownFacts facts)
    {
        try
        {
            return audience.Concerns(rule.Rule, variant: null) ? ((SenderAbuseRule)rule.Rule).Objection(message, facts) : null;
        }
        catch (Exception)
        {
            return Reasons.Error;
        }
    }

    private RecipientDecision Judge(int index, Recipient recipient, ImmutableArray<ContentDecision> decisions)
    {
        hits.Clear();
        foreach (var hit in decisions[recipient.Content].Determining)
            if (audience.Of(hit.Rule, index) != Reach.Outside)
                hits.Add(hit);
        RuleHit? basis = null;
        if (recipient.Kind == RecipientKind.Person)
            basis = persons.Judge(index, hits);
        else if (recipient.Kind is not (RecipientKind.Staff or RecipientKind.Group))
            hits.Add(Unresolvable);
        return hits.Count == 0 ? shared.Permitted(basis) : shared.Denied(hits);
    }

    /// <summary>Names the slots of those still permitted, and removes those whose window can't be told. Returns how many are left.</summary>
    private int Demand(Message message, RecipientDecision[] recipients, int permitted)
    {
        for (var i = 0; i < recipients.Length; i++)
        {
            if (recipients[i].Effect != Effect.Permit || message.Recipients[i].Kind != RecipientKind.Person)
                continue;
            hits.Clear();
            var before = demands.Count;
            persons.Demand(i, demands, hits);
            if (hits.Count == 0)
                continue;
            demands.RemoveRange(before, demands.Count - before);
            recipients[i] = shared.Denied(hits);
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
