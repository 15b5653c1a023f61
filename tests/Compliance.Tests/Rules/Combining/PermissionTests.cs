using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Combining;

/// <summary>Clause (b): permitted only with a lawful basis and without an objection.</summary>
public sealed class PermissionTests
{
    [Fact]
    public void An_empty_set_denies_everybody_staff_too()
    {
        var message = Given.Sms() with { Recipients = [Given.Person(0), Given.Person(1) with { Kind = RecipientKind.Staff }] };
        var decision = Given.Set().Decide(message, Given.Facts(Given.Agreed, Given.Agreed));
        Assert.Equal(DecisionEffect.Deny, decision.Effect);
        Assert.Equal(["gateway/no-lawful-basis"], decision.Denied.Ids());
    }

    [Fact]
    public void A_consenting_person_is_permitted_and_the_basis_named()
    {
        var decision = Given.Set(Given.ConsentRule).Decide(Given.Sms());
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Equal(new RuleHit(Given.ConsentRule, Reasons.Granted), decision.Recipients[0].LawfulBasis);
    }

    [Fact]
    public void Denies_marketing_sms_without_consent()
    {
        var decision = Given.Set(Given.ConsentRule).Decide(Given.Sms(), Given.Facts(Given.Unknown));
        Assert.Equal(DecisionEffect.Deny, decision.Effect);
        Assert.Equal(new RuleHit(Given.ConsentRule, Reasons.NoConsent), Assert.Single(decision.Recipients[0].Determining));
    }

    [Fact]
    public void A_category_for_which_no_rule_names_a_basis_is_denied_with_a_law()
    {
        var decision = Given.Set(Given.ConsentRule).Decide(Given.Sms() with { Declared = Category.Security });
        var hit = Assert.Single(decision.Recipients[0].Determining);
        Assert.Equal(("gateway/no-lawful-basis", "个人信息保护法", "13"), (hit.Rule.Id, hit.Rule.Basis[0].Law, hit.Rule.Basis[0].Article));
    }

    [Fact]
    public void One_of_several_bases_is_enough_and_none_of_the_others_stands_in_the_decision()
    {
        var other = Given.ConsentRule with
        {
            Id = "consent-member",
            Consent = new() { LawfulBasis = LawfulBasis.Consent, Purpose = "membership" },
        };
        var decision = Given.Set(other, Given.ConsentRule).Decide(Given.Sms());
        Assert.Equal("consent-marketing", decision.Recipients[0].LawfulBasis!.Rule.Id);
        Assert.Empty(decision.Recipients[0].Determining);
    }

    [Fact]
    public void Without_any_basis_all_rules_that_looked_for_one_are_determining_in_order()
    {
        var other = Given.ConsentRule with { Id = "a-consent", Pack = "zz" };
        var decision = Given.Set(other, Given.ConsentRule).Decide(Given.Sms(), Given.Facts(Given.Unknown));
        Assert.Equal(["consent-marketing", "a-consent"], decision.Recipients[0].Determining.Ids());
    }

    [Fact]
    public void Staff_and_groups_need_no_consent_and_no_slot()
    {
        var message = Given.Sms() with
        {
            Recipients = [Given.Person(0) with { Kind = RecipientKind.Staff }, Given.Person(1) with { Kind = RecipientKind.Group }],
        };
        var decision = Given
            .Set(Given.ConsentRule, Given.Cap(), Given.SuppressionRule)
            .Decide(message, Given.Facts(new RecipientFacts(), new RecipientFacts()));
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Empty(decision.Held);
        Assert.Null(decision.Recipients[0].LawfulBasis);
    }

    [Fact]
    public void Unresolvable_recipients_are_denied_and_the_others_sent_to()
    {
        var message = Given.Sms() with
        {
            Recipients =
            [
                Given.Person(0),
                new() { Identity = "tag:vip", Kind = RecipientKind.Unresolvable },
                new() { Identity = "odd", Kind = (RecipientKind)9 },
            ],
        };
        var decision = Given.Set(Given.ConsentRule).Decide(message);
        Assert.Equal(DecisionEffect.Partial, decision.Effect);
        Assert.Equal(["gateway/unresolvable"], decision.Recipients[1].Determining.Ids());
        Assert.Equal(["gateway/unresolvable"], decision.Recipients[2].Determining.Ids());
    }

    [Fact]
    public void A_decision_that_nobody_filled_in_denies()
    {
        Assert.Equal(Effect.Deny, new RecipientDecision().Effect);
        Assert.Equal(
            DecisionEffect.Deny,
            new Decision
            {
                Category = new(null, Category.Marketing, "unknown"),
                Purpose = Message.MarketingPurpose,
                Recipients = [],
                Contents = [],
                Revision = "",
            }.Effect
        );
    }

    [Fact]
    public void Rules_apply_on_their_dates_in_China()
    {
        var rule = Given.SuppressionRule with
        {
            Effective = new() { From = new(2026, 11, 22), To = new(2026, 11, 22) },
        };
        var facts = Given.Facts(Given.Agreed with { Suppression = Fact.Known(new SuppressionFact("complaint", Given.Noon)) });
        var set = Given.Set(Given.ConsentRule, rule);
        Effect At(string utc) => set.Decide(Given.Sms() with { At = DateTimeOffset.Parse(utc) }, facts).Recipients[0].Effect;
        Assert.Equal(Effect.Permit, At("2026-11-21T15:59:59Z"));
        Assert.Equal(Effect.Deny, At("2026-11-21T16:00:00Z"));
        Assert.Equal(Effect.Deny, At("2026-11-22T15:59:59Z"));
        Assert.Equal(Effect.Permit, At("2026-11-22T16:00:00Z"));
    }

    public static TheoryData<Scope, bool> Scopes =>
        new()
        {
            {
                new() { Channel = ["tencent-sms"] },
                true
            },
            {
                new() { Channel = ["sms"] },
                true
            },
            {
                new() { Channel = ["wecom", "aliyun-sms"] },
                false
            },
            {
                new() { Category = [Category.Marketing] },
                true
            },
            {
                new() { Category = [Category.Service] },
                false
            },
            {
                new() { Purpose = ["marketing"] },
                true
            },
            {
                new() { Purpose = ["membership"] },
                false
            },
            {
                new() { Campaign = ["618"] },
                true
            },
            {
                new() { Campaign = ["1111"] },
                false
            },
            {
                new() { Sender = ["crm"] },
                true
            },
            {
                new() { Sender = ["erp"] },
                false
            },
            {
                new() { Industry = ["food-health"] },
                true
            },
            {
                new() { Industry = ["finance"] },
                false
            },
            {
                new() { Brand = ["demo"] },
                true
            },
            {
                new() { Brand = ["other"] },
                false
            },
            {
                new() { Channel = ["sms"], Brand = ["other"] },
                false
            },
        };

    [Theory]
    [MemberData(nameof(Scopes))]
    public void A_rule_applies_where_all_of_its_scope_fits(Scope when, bool applies)
    {
        var message = Given.Sms() with { Campaign = "618", Industry = "food-health" };
        var facts = Given.Facts(Given.Agreed with { Suppression = Fact.Known(new SuppressionFact("complaint", Given.Noon)) });
        var decision = Given.Set(Given.ConsentRule, Given.SuppressionRule with { When = when }).Decide(message, facts);
        Assert.Equal(applies ? ["suppression"] : [], decision.Recipients[0].Determining.Ids());
    }

    [Fact]
    public void An_unknown_industry_is_every_industry_and_an_unknown_campaign_none()
    {
        var facts = Given.Facts(Given.Agreed with { Suppression = Fact.Known(new SuppressionFact("complaint", Given.Noon)) });
        Effect With(Scope when) =>
            Given.Set(Given.ConsentRule, Given.SuppressionRule with { When = when }).Decide(Given.Sms(), facts).Recipients[0].Effect;
        Assert.Equal(Effect.Deny, With(new() { Industry = ["finance"] }));
        Assert.Equal(Effect.Permit, With(new() { Campaign = ["618"] }));
    }
}
