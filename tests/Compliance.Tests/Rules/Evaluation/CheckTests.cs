using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Tests.Rules.Combining;

namespace Compliance.Tests.Rules.Evaluation;

/// <summary>A text alone: block denies, evidence and review ask for people, the rest is told.</summary>
public sealed class CheckTests
{
    private static ContentCheck Check(string text, params ReadOnlySpan<Rule> rules) =>
        Evaluator.Check(Given.Sms(text, recipients: 0) with { Channel = "sms" }, Given.Facts(), Given.Set(rules));

    [Theory]
    [InlineData(Outcome.Deny, CheckEffect.Deny, Severity.Block)]
    [InlineData(Outcome.Evidence, CheckEffect.Review, Severity.Evidence)]
    [InlineData(Outcome.Review, CheckEffect.Review, Severity.Review)]
    [InlineData(Outcome.Record, CheckEffect.Permit, Severity.Warn)]
    public void The_effect_is_that_of_the_worst_finding(Outcome then, CheckEffect effect, Severity severity)
    {
        var check = Check("全网最低价", Given.Words("absolute", ("最低价", Severity.Block)) with { Then = then });
        Assert.Equal(effect, check.Effect);
        var finding = Assert.Single(check.Contents[0].Findings);
        Assert.Equal((severity, 0, 2, 3), (finding.Severity, finding.Field, finding.Start, finding.Length));
    }

    [Fact]
    public void A_clean_text_is_permitted_without_any_consent_rule() => Assert.Equal(CheckEffect.Permit, Check("会员日").Effect);

    [Fact]
    public void A_text_that_would_be_amended_is_permitted_and_the_finding_says_so()
    {
        var check = Check("会员日", ObligationsTests.Refusal);
        Assert.Equal((CheckEffect.Permit, Severity.Warn), (check.Effect, Assert.Single(check.Contents[0].Findings).Severity));
    }

    [Fact]
    public void A_duty_that_can_not_be_carried_out_denies()
    {
        var message = Given.Sms(recipients: 0) with
        {
            Contents =
            [
                new()
                {
                    Fields =
                    [
                        new()
                        {
                            Name = "text",
                            Text = "会员日",
                            Editable = false,
                        },
                    ],
                },
            ],
        };
        Assert.Equal(CheckEffect.Deny, Evaluator.Check(message, Given.Facts(), Given.Set(ObligationsTests.Refusal)).Effect);
    }

    [Fact]
    public void What_must_be_reviewed_is_review_whatever_the_text() =>
        Assert.Equal(CheckEffect.Review, Check("会员日", DenyOverridesTests.Review).Effect);

    [Fact]
    public void A_family_in_place_of_a_channel_finds_the_familys_rules()
    {
        var rule = Given.Words("absolute", ("最低价", Severity.Block)) with { When = new() { Channel = ["sms"] } };
        Assert.Equal(CheckEffect.Deny, Check("全网最低价", rule).Effect);
        Assert.Equal(CheckEffect.Permit, Check("全网最低价", rule with { When = new() { Channel = ["email"] } }).Effect);
    }
}
