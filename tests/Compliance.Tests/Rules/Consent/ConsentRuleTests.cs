using System.Collections.Immutable;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Rules.Consent;

public sealed class ConsentRuleTests
{
    private static string Reason(ConsentRule rule, params ReadOnlySpan<ConsentFact> events)
    {
        var facts = Given.Facts(Given.Agreed with { Consents = Fact.Known<ImmutableArray<ConsentFact>>([.. events]) });
        var decision = Given.Set(rule).Decide(Given.Sms(), facts).Recipients[0];
        return decision.LawfulBasis?.Reason ?? decision.Determining[0].Reason;
    }

    [Fact]
    public void The_last_word_counts()
    {
        Assert.Equal(Reasons.Withdrawn, Reason(Given.ConsentRule, Given.Event(true, daysAgo: 9), Given.Event(false, daysAgo: 8)));
        Assert.Equal(Reasons.Granted, Reason(Given.ConsentRule, Given.Event(false, daysAgo: 9), Given.Event(true, daysAgo: 8)));
    }

    [Fact]
    public void At_one_instant_the_refusal_outweighs_in_either_order()
    {
        Assert.Equal(Reasons.Withdrawn, Reason(Given.ConsentRule, Given.Event(true), Given.Event(false)));
        Assert.Equal(Reasons.Withdrawn, Reason(Given.ConsentRule, Given.Event(false), Given.Event(true)));
    }

    [Fact]
    public void Channel_and_family_are_one_history()
    {
        Assert.Equal(Reasons.Withdrawn, Reason(Given.ConsentRule, Given.Event(true), Given.Event(false, "tencent-sms", daysAgo: 1)));
        Assert.Equal(Reasons.Granted, Reason(Given.ConsentRule, Given.Event(true, "tencent-sms")));
    }

    [Fact]
    public void A_withdrawal_closes_the_family_whatever_member_it_names() =>
        Assert.Equal(Reasons.Withdrawn, Reason(Given.ConsentRule, Given.Event(true), Given.Event(false, "aliyun-sms", daysAgo: 1)));

    [Fact]
    public void A_grant_told_apart_outlives_a_withdrawal_only_when_it_was_given_after_its_receipt()
    {
        var withdrawal = Given.Event(false, daysAgo: 9) with { Received = Given.Noon.AddDays(-5) };
        var told = Given.Event(true, daysAgo: 6) with { Received = Given.Noon.AddDays(-4) };
        Assert.Equal(Reasons.Withdrawn, Reason(Given.ConsentRule, withdrawal, told));
        Assert.Equal(Reasons.Granted, Reason(Given.ConsentRule, withdrawal with { Import = 7 }, told with { Import = 7 }));
        Assert.Equal(Reasons.Granted, Reason(Given.ConsentRule, withdrawal, told with { At = Given.Noon.AddDays(-4.5) }));
    }

    [Theory]
    [InlineData("email", "marketing")]
    [InlineData("aliyun-sms", "marketing")]
    [InlineData("sms", "membership")]
    public void Consent_for_another_channel_or_purpose_is_none(string channel, string purpose) =>
        Assert.Equal(Reasons.NoConsent, Reason(Given.ConsentRule, Given.Event(true, channel, purpose)));

    [Fact]
    public void A_withdrawal_for_another_purpose_leaves_the_consent() =>
        Assert.Equal(Reasons.Granted, Reason(Given.ConsentRule, Given.Event(true), Given.Event(false, purpose: "membership", daysAgo: 1)));

    [Fact]
    public void A_purpose_named_by_the_rule_is_asked_for_instead_of_the_messages() =>
        Assert.Equal(
            Reasons.Granted,
            Reason(
                Given.ConsentRule with
                {
                    Consent = new() { LawfulBasis = LawfulBasis.Consent, Purpose = "membership" },
                },
                Given.Event(true, purpose: "membership")
            )
        );

    [Fact]
    public void A_grant_counts_from_its_time_on_and_a_refusal_at_once()
    {
        Assert.Equal(Reasons.NoConsent, Reason(Given.ConsentRule, Given.Event(true, daysAgo: -1)));
        Assert.Equal(Reasons.Withdrawn, Reason(Given.ConsentRule, Given.Event(true), Given.Event(false, daysAgo: -1)));
    }

    [Theory]
    [InlineData(300, Reasons.Granted)]
    [InlineData(299, Reasons.Expired)]
    public void Consent_can_grow_too_old(int days, string reason) =>
        Assert.Equal(
            reason,
            Reason(
                Given.ConsentRule with
                {
                    Consent = new() { LawfulBasis = LawfulBasis.Consent, MaxAgeDays = days },
                },
                Given.Event(true)
            )
        );

    [Fact]
    public void A_rule_can_ask_for_the_proof()
    {
        var rule = Given.ConsentRule with
        {
            Consent = new() { LawfulBasis = LawfulBasis.Consent, Proof = true },
        };
        Assert.Equal(Reasons.NoProof, Reason(rule, Given.Event(true)));
        Assert.Equal(Reasons.Granted, Reason(rule, Given.Event(true) with { Proof = "ref-1" }));
    }

    [Theory]
    [InlineData(LawfulBasis.Contract, Reasons.Contract)]
    [InlineData(LawfulBasis.LegalDuty, Reasons.LegalDuty)]
    [InlineData(LawfulBasis.Emergency, Reasons.Emergency)]
    [InlineData(LawfulBasis.PublicInterest, Reasons.PublicInterest)]
    public void Another_basis_stands_without_the_persons_word(LawfulBasis basis, string reason)
    {
        var rule = Given.ContractRule with
        {
            Consent = new() { LawfulBasis = basis, Under = "订单合同" },
        };
        var decision = Given.Set(rule).Decide(Given.Sms() with { Declared = Category.Service }, Given.Facts(Given.Withdrawn));
        Assert.Equal(new RuleHit(rule, reason), decision.Recipients[0].LawfulBasis);
    }

    [Fact]
    public void A_basis_other_than_consent_must_be_named()
    {
        Assert.Empty(Given.ContractRule.Problems());
        Assert.Equal(
            "consent.under",
            Assert.Single((Given.ContractRule with { Consent = new() { LawfulBasis = LawfulBasis.Contract } }).Problems()).Key
        );
        Assert.Equal(
            "consent.under",
            Assert
                .Single(
                    (
                        Given.ConsentRule with
                        {
                            Consent = new() { LawfulBasis = LawfulBasis.Consent, Under = "x" },
                        }
                    ).Problems()
                )
                .Key
        );
    }
}
