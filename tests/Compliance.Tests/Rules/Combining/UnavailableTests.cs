using System.Collections.Immutable;
using Compliance.Rules.Abuse;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Combining;

/// <summary>Clause (f): what can't be asked, and what breaks, denies; the rule is named.</summary>
public sealed class UnavailableTests
{
    private static readonly PolicySet Set = Given.Set(Given.ConsentRule, Given.ContractRule, Given.SuppressionRule);

    [Fact]
    public void Facts_that_nobody_filled_in_deny()
    {
        var decision = Set.Decide(Given.Sms(), new KnownFacts { Recipients = [new()] });
        Assert.Equal(["gateway/facts-unavailable"], decision.Denied.Ids());
        Assert.Equal(
            [new RuleHit(Given.ConsentRule, Reasons.Unavailable), new RuleHit(Given.SuppressionRule, Reasons.Unavailable)],
            decision.Recipients[0].Determining.ToArray()
        );
    }

    [Fact]
    public void A_template_that_can_not_be_asked_for_denies_and_a_message_without_one_does_not_care()
    {
        var facts = Given.Sms().AllAgreed() with { Template = Fact.Unavailable<TemplateFact>() };
        Assert.Equal(["gateway/facts-unavailable"], Set.Decide(Given.Sms() with { TemplateId = "t1" }, facts).Denied.Ids());
        Assert.Equal(DecisionEffect.Permit, Set.Decide(Given.Sms(), facts).Effect);
    }

    [Theory]
    [InlineData(Category.Marketing, false)]
    [InlineData(Category.Service, false)]
    [InlineData(Category.Transaction, true)]
    [InlineData(Category.Security, true)]
    public void Degrade_is_for_security_and_transaction_only_and_marks_the_decision(Category category, bool passes)
    {
        var set = Given.Set(Given.ConsentRule, Given.ContractRule, Given.SuppressionRule with { Unavailable = WhenUnavailable.Degrade });
        var facts = Given.Facts(Given.Agreed with { Suppression = Fact.Unavailable<SuppressionFact>() });
        var decision = set.Decide(Given.Sms() with { Declared = category }, facts);
        Assert.Equal(passes ? DecisionEffect.Permit : DecisionEffect.Deny, decision.Effect);
        Assert.Equal(passes ? ["suppression"] : [], decision.Degraded.ToArray());
    }

    [Fact]
    public void A_consent_that_can_not_be_asked_for_degrades_to_a_marked_basis()
    {
        var rule = Given.ConsentRule with
        {
            When = new() { Category = [Category.Security] },
            Unavailable = WhenUnavailable.Degrade,
        };
        var decision = Given
            .Set(rule)
            .Decide(Given.Sms() with { Declared = Category.Security }, Given.Facts(Given.Agreed with { Consents = default }));
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Equal(new RuleHit(rule, Reasons.Degraded), decision.Recipients[0].LawfulBasis);
        Assert.Equal([rule.Id], decision.Degraded.ToArray());
    }

    [Fact]
    public void A_rule_that_breaks_denies_and_is_named()
    {
        var decision = Given
            .Set(Given.ConsentRule, Given.Quiet())
            .Decide(Given.Sms(), Given.Facts(Given.Agreed with { TimeZone = Fact.Known("Mars/Olympus") }));
        Assert.Equal(
            (DecisionEffect.Deny, "quiet-hours", Reasons.Error),
            (decision.Effect, decision.Recipients[0].Determining[0].Rule.Id, decision.Recipients[0].Determining[0].Reason)
        );
    }

    [Fact]
    public void A_consent_rule_that_breaks_denies_and_is_named()
    {
        var decision = Given
            .Set(Given.ConsentRule)
            .Decide(Given.Sms(), Given.Facts(Given.Agreed with { Consents = Fact.Known(default(ImmutableArray<ConsentFact>)) }));
        Assert.Equal(new RuleHit(Given.ConsentRule, Reasons.Error), Assert.Single(decision.Recipients[0].Determining));
    }

    [Fact]
    public void A_cap_whose_window_breaks_removes_that_person_only()
    {
        var facts = Given.Facts(
            Given.Agreed with
            {
                TimeZone = Fact.Known("Mars/Olympus"),
            },
            Given.Agreed,
            Given.Agreed with
            {
                TimeZone = default,
            }
        );
        var decision = Given.Set(Given.ConsentRule, Given.Cap()).Decide(Given.Sms(recipients: 3), facts);
        Assert.Equal(
            [Reasons.Error, "", Reasons.Unavailable],
            decision.Recipients.Select(r => r.Determining.IsEmpty ? "" : r.Determining[0].Reason)
        );
        Assert.Equal([1], decision.Held.Select(demand => demand.Recipient));
    }

    [Theory]
    [InlineData(WhenUnavailable.Deny, Category.Security, false)]
    [InlineData(WhenUnavailable.Degrade, Category.Marketing, false)]
    [InlineData(WhenUnavailable.Degrade, Category.Security, true)]
    public void Counters_that_can_not_be_asked_deny_unless_their_cap_says_otherwise(
        WhenUnavailable unavailable,
        Category category,
        bool passes
    )
    {
        var cap = Given.Cap() with { Unavailable = unavailable };
        var message = Given.Sms() with { Declared = category };
        var draft = Given.Engine.Draft(message, message.AllAgreed(), Given.Set(Given.ConsentRule, Given.ContractRule, cap));
        Assert.Single(draft.Demands);
        var decision = draft.Settle(Grants.None);
        Assert.Equal(passes ? DecisionEffect.Permit : DecisionEffect.Deny, decision.Effect);
        Assert.Equal(passes ? [cap.Id] : [], decision.Degraded.ToArray());
        Assert.Equal(passes ? [] : [Reasons.Unavailable], decision.Recipients[0].Determining.Select(hit => hit.Reason));
        Assert.Empty(decision.Held);
        Assert.Empty(decision.Release);
    }

    [Fact]
    public void An_unknown_sender_record_denies_by_the_rule_that_needs_it()
    {
        var rule = Given.Rule<SenderAbuseRule>("abuse-velocity", Outcome.Deny) with { Abuse = new() { Check = AbuseCheck.Velocity } };
        var facts = Given.Sms().AllAgreed() with { Sender = default };
        Assert.Equal(
            new RuleHit(rule, Reasons.Unavailable),
            Assert.Single(Given.Set(Given.ConsentRule, rule).Decide(Given.Sms(), facts).Denied)
        );
    }

    [Fact]
    public void Facts_about_the_wrong_number_of_recipients_are_a_fault_not_a_decision() =>
        Assert.Throws<ArgumentException>(() => Set.Decide(Given.Sms(recipients: 2), Given.Facts(Given.Agreed)));
}
