using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Combining;

/// <summary>Clause (g): shadow rules are recorded and change nothing.</summary>
public sealed class ShadowTests
{
    private static readonly RecipientFacts Suppressed = Given.Agreed with
    {
        Suppression = Fact.Known(new SuppressionFact("complaint", Given.Noon)),
    };

    [Fact]
    public void A_shadow_recipient_rule_is_recorded_for_whom_it_would_remove()
    {
        var rule = Given.SuppressionRule with { Mode = RuleMode.Shadow };
        var decision = Given.Set(Given.ConsentRule, rule).Decide(Given.Sms(recipients: 2), Given.Facts(Given.Agreed, Suppressed));
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Equal([new ShadowHit(rule, 1, Reasons.Suppressed)], decision.Shadow.ToArray());
    }

    [Fact]
    public void A_shadow_text_rule_leaves_no_finding_and_no_duty()
    {
        var message = Given.Sms("全网最低价");
        var banned = Given.Words("absolute", ("最低价", Severity.Block)) with { Mode = RuleMode.Shadow };
        var append = ObligationsTests.Refusal with { Mode = RuleMode.Shadow };
        var decision = Given.Set(Given.ConsentRule, banned, append).Decide(message);
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Empty(decision.Contents[0].Findings);
        Assert.Empty(decision.Contents[0].Obligations);
        Assert.Equal(
            [new(banned, -1, Reasons.Term), new ShadowHit(append, -1, Reasons.Missing)],
            decision.Shadow.OrderBy(hit => hit.Rule.Id)
        );
    }

    [Fact]
    public void With_several_variants_it_is_recorded_for_those_who_would_have_read_it()
    {
        var message = Given.Sms() with
        {
            Recipients = [Given.Person(0, 0), Given.Person(1, 1)],
            Contents = [Given.Text("新品"), Given.Text("最低价")],
        };
        var rule = Given.Words("absolute", ("最低价", Severity.Block)) with { Mode = RuleMode.Shadow };
        Assert.Equal([new ShadowHit(rule, 1, Reasons.Term)], Given.Set(Given.ConsentRule, rule).Decide(message).Shadow.ToArray());
    }

    [Fact]
    public void Its_errors_have_no_effect_either()
    {
        var rule = Given.Quiet() with { Mode = RuleMode.Shadow };
        var decision = Given
            .Set(Given.ConsentRule, rule)
            .Decide(Given.Sms(), Given.Facts(Given.Agreed with { TimeZone = Fact.Known("Mars/Olympus") }));
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Equal([new ShadowHit(rule, 0, Reasons.Error)], decision.Shadow.ToArray());
    }

    [Fact]
    public void A_shadow_consent_rule_gives_no_basis()
    {
        var rule = Given.ConsentRule with { Mode = RuleMode.Shadow };
        Assert.Equal(["gateway/no-lawful-basis"], Given.Set(rule).Decide(Given.Sms()).Denied.Ids());
        var both = Given
            .Set(Given.ConsentRule, rule with { Id = "stricter", Consent = rule.Consent with { Proof = true } })
            .Decide(Given.Sms());
        Assert.Equal(DecisionEffect.Permit, both.Effect);
        Assert.Equal(Reasons.NoProof, Assert.Single(both.Shadow).Reason);
    }

    [Fact]
    public void A_shadow_cap_counts_and_never_refuses()
    {
        var rule = Given.Cap(max: 1) with { Mode = RuleMode.Shadow };
        var draft = Given.Engine.Draft(Given.Sms(), Given.Sms().AllAgreed(), Given.Set(Given.ConsentRule, rule));
        Assert.True(Assert.Single(draft.Demands).Shadow);
        var full = draft.Settle(new([true]));
        Assert.Equal(DecisionEffect.Permit, full.Effect);
        Assert.Equal([new ShadowHit(rule, 0, Reasons.Cap)], full.Shadow.ToArray());
        Assert.Single(full.Held);
        Assert.Empty(draft.Settle(new([false])).Shadow);
        Assert.Equal(DecisionEffect.Permit, draft.Settle(Grants.None).Effect);
        Assert.Single(draft.Settle(new([false])).Held);
    }

    [Fact]
    public void A_shadow_guard_changes_no_category()
    {
        var rule = Given.Rule<CategoryGuardRule>("guard", Outcome.Record) with
        {
            Mode = RuleMode.Shadow,
            Guard = new() { Links = true },
        };
        var decision = Given.Set(Given.ContractRule, rule).Decide(Given.Sms("见 t.cn/abc") with { Declared = Category.Service });
        Assert.Equal((Category.Service, DecisionEffect.Permit), (decision.Category.Effective, decision.Effect));
        Assert.Equal([new ShadowHit(rule, -1, Reasons.Marketing)], decision.Shadow.ToArray());
    }
}
