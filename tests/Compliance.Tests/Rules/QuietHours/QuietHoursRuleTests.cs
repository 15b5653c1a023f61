using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.PolicySets;
using Compliance.Rules.QuietHours;

namespace Compliance.Tests.Rules.QuietHours;

public sealed class QuietHoursRuleTests
{
    private static RecipientFacts In(string zone) => Given.Agreed with { TimeZone = Fact.Known(zone) };

    private static Decision At(string at, params ReadOnlySpan<RecipientFacts> people) =>
        Given
            .Set(Given.ConsentRule, Given.Quiet())
            .Decide(Given.Sms(recipients: people.Length) with { At = DateTimeOffset.Parse(at) }, Given.Facts(people));

    [Theory]
    [InlineData("2026-11-21T20:59:59+08:00", null)]
    [InlineData("2026-11-21T21:00:00+08:00", "2026-11-22T08:00:00+08:00")]
    [InlineData("2026-11-21T22:30:00+08:00", "2026-11-22T08:00:00+08:00")]
    [InlineData("2026-11-22T00:00:00+08:00", "2026-11-22T08:00:00+08:00")]
    [InlineData("2026-11-22T07:59:59+08:00", "2026-11-22T08:00:00+08:00")]
    [InlineData("2026-11-22T08:00:00+08:00", null)]
    public void Refuses_with_the_next_eligible_time(string at, string? retry)
    {
        var decision = At(at, Given.Agreed);
        Assert.Equal(retry is null ? DecisionEffect.Permit : DecisionEffect.Deny, decision.Effect);
        Assert.Equal(retry is null ? Remedy.None : Remedy.RetryAt, decision.Remedy);
        Assert.Equal(retry is null ? null : DateTimeOffset.Parse(retry), decision.RetryAt);
    }

    [Fact]
    public void Hours_within_one_day_end_on_that_day()
    {
        var decision = Given
            .Set(Given.ConsentRule, Given.Quiet("12:00", "14:00"))
            .Decide(Given.Sms() with { At = Given.Noon.AddMinutes(30) });
        Assert.Equal(Given.Noon.AddHours(2), decision.RetryAt);
    }

    [Fact]
    public void A_batch_waits_for_the_last_of_its_postponed()
    {
        // Noon in Shanghai is 05:00 in Berlin and 23:00 in New York.
        var decision = At("2026-11-21T12:00:00+08:00", Given.Agreed, In("Europe/Berlin"), In("America/New_York"));
        Assert.Equal([Effect.Permit, Effect.Deny, Effect.Deny], decision.Recipients.Select(recipient => recipient.Effect));
        Assert.Equal(DateTimeOffset.Parse("2026-11-21T08:00:00-05:00"), decision.RetryAt);
    }

    [Fact]
    public void Who_is_refused_for_other_reasons_too_is_not_waited_for()
    {
        var decision = At(
            "2026-11-21T12:00:00+08:00",
            In("Europe/Berlin"),
            In("America/New_York") with
            {
                Consents = Given.Withdrawn.Consents,
            }
        );
        Assert.Equal(DateTimeOffset.Parse("2026-11-21T08:00:00+01:00"), decision.RetryAt);
    }

    [Fact]
    public void Several_rules_are_waited_out_one_after_the_other()
    {
        var set = Given.Set(Given.ConsentRule, Given.Quiet(), Given.Quiet("08:00", "09:30") with { Id = "quiet-morning" });
        Assert.Equal(
            DateTimeOffset.Parse("2026-11-22T09:30:00+08:00"),
            set.Decide(Given.Sms() with { At = Given.Noon.AddHours(10) }).RetryAt
        );
    }

    [Fact]
    public void Hours_that_leave_no_hour_of_the_day_offer_no_time()
    {
        var set = Given.Set(Given.ConsentRule, Given.Quiet("08:00", "20:00"), Given.Quiet("20:00", "08:00") with { Id = "quiet-night" });
        var decision = set.Decide(Given.Sms());
        Assert.Equal((DecisionEffect.Deny, Remedy.None), (decision.Effect, decision.Remedy));
        Assert.Null(decision.RetryAt);
    }

    [Fact]
    public void A_shadow_rule_is_not_waited_out()
    {
        var set = Given.Set(
            Given.ConsentRule,
            Given.Quiet(),
            Given.Quiet("08:00", "12:00") with
            {
                Id = "quiet-shadow",
                Mode = RuleMode.Shadow,
            }
        );
        Assert.Equal(
            DateTimeOffset.Parse("2026-11-22T08:00:00+08:00"),
            set.Decide(Given.Sms() with { At = Given.Noon.AddHours(10) }).RetryAt
        );
    }

    [Theory]
    // The hour from two to three is skipped in Berlin on 2026-03-29, and comes twice on 2026-10-25.
    [InlineData("2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-10-25T01:30:00+02:00", "2026-10-25T02:30:00+01:00")]
    public void An_end_that_summer_time_skips_or_repeats_is_never_too_early(string at, string retry)
    {
        var set = Given.Set(Given.ConsentRule, Given.Quiet("01:00", "02:30"));
        var decision = set.Decide(Given.Sms() with { At = DateTimeOffset.Parse(at) }, Given.Facts(In("Europe/Berlin")));
        Assert.Equal(DateTimeOffset.Parse(retry), decision.RetryAt);
    }

    [Fact]
    public void Empty_hours_and_unknown_zones_are_problems()
    {
        Assert.Empty(Given.Quiet().Problems());
        Assert.Equal("quiet.to", Assert.Single(Given.Quiet("08:00", "08:00").Problems()).Key);
        Assert.Equal(
            "quiet.zone",
            Assert
                .Single(
                    (
                        Given.Quiet() with
                        {
                            Quiet = new()
                            {
                                From = new(21, 0),
                                To = new(8, 0),
                                Zone = "nowhere",
                            },
                        }
                    ).Problems()
                )
                .Key
        );
    }
}
