using System.Collections.Immutable;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Combining;

/// <summary>What of a rule's scope lies with the recipient: segments, regions, and the hour by his clock.</summary>
public sealed class AudienceTests
{
    private static readonly Scope Shanghai = new() { Region = ["31"] };

    private static RecipientFacts From(string region) => Given.Agreed with { Region = Fact.Known(region) };

    private static RecipientFacts Tagged(params string[] segments) =>
        Given.Agreed with
        {
            Segments = Fact.Known<ImmutableArray<string>>([.. segments]),
        };

    private static Rule Always(Scope when) => Given.Quiet("00:00", "23:59") with { When = when };

    private static Effect[] Effects(Rule rule, params ReadOnlySpan<RecipientFacts> people) =>
        [
            .. Given
                .Set(Given.ConsentRule, rule)
                .Decide(Given.Sms(recipients: people.Length), Given.Facts(people))
                .Recipients.Select(recipient => recipient.Effect),
        ];

    [Theory]
    [InlineData("31", "310115", true)]
    [InlineData("310000", "310115", true)]
    [InlineData("31", "31", true)]
    [InlineData("4403", "440305", true)]
    [InlineData("440300", "440305", true)]
    [InlineData("4403", "440105", false)]
    [InlineData("4403", "44", false)]
    [InlineData("31", "130131", false)]
    public void A_region_holds_for_all_that_lies_in_it(string rule, string person, bool removed) =>
        Assert.Equal([removed ? Effect.Deny : Effect.Permit], Effects(Always(new() { Region = ["65", rule] }), From(person)));

    [Fact]
    public void Somebody_of_unknown_region_is_wherever_a_rule_forbids_and_nowhere_that_one_allows()
    {
        Assert.Equal([Effect.Deny], Effects(Always(Shanghai), Given.Agreed));
        var decision = Given
            .Set(Given.ConsentRule with { When = Shanghai })
            .Decide(Given.Sms(recipients: 2), Given.Facts(Given.Agreed, From("310115")));
        Assert.Equal([Effect.Deny, Effect.Permit], decision.Recipients.Select(recipient => recipient.Effect));
        Assert.Equal(["gateway/no-lawful-basis"], decision.Recipients[0].Determining.Ids());
    }

    [Fact]
    public void A_consent_asked_of_a_segment_is_asked_besides_and_exactly_those_with_it_are_sent_to()
    {
        var separate = Given.ConsentRule with
        {
            Id = "consent-pregnancy",
            When = new() { Segment = ["孕期"] },
            Consent = new() { LawfulBasis = Compliance.Rules.Consent.LawfulBasis.Consent, Purpose = "pregnancy" },
        };
        var both = Fact.Known<ImmutableArray<ConsentFact>>([Given.Event(true), Given.Event(true, purpose: "pregnancy")]);
        var onlySeparate = Fact.Known<ImmutableArray<ConsentFact>>([Given.Event(true, purpose: "pregnancy")]);
        Assert.Equal(
            [Effect.Permit, Effect.Deny, Effect.Permit, Effect.Deny, Effect.Permit],
            Effects(
                separate,
                Tagged("孕期") with
                {
                    Consents = both,
                },
                Tagged("孕期"),
                Tagged("老客"),
                Tagged("孕期") with
                {
                    Consents = onlySeparate,
                },
                Given.Agreed
            )
        );
    }

    [Fact]
    public void A_segment_holds_for_who_carries_one_of_its_tags_and_for_nobody_else() =>
        Assert.Equal(
            [Effect.Deny, Effect.Permit, Effect.Permit],
            Effects(Always(new() { Segment = ["complained", "vip"] }), Tagged("new", "vip"), Tagged("new"), Given.Agreed)
        );

    [Fact]
    public void What_can_not_be_asked_denies_unless_another_condition_surely_fails()
    {
        var unasked = Given.Agreed with { Region = Fact.Unavailable<string>(), Segments = Fact.Unavailable<ImmutableArray<string>>() };
        var decision = Given.Set(Given.ConsentRule, Always(Shanghai)).Decide(Given.Sms(), Given.Facts(unasked));
        Assert.Equal(
            [new RuleHit(decision.Recipients[0].Determining[0].Rule, Reasons.Unavailable)],
            decision.Recipients[0].Determining.ToArray()
        );
        Assert.Equal([Effect.Deny], Effects(Given.Cap() with { When = Shanghai }, unasked));
        Assert.Equal(
            [Effect.Permit],
            Effects(
                Always(new() { Region = ["31"], Segment = ["vip"] }),
                From("440300") with
                {
                    Segments = Fact.Unavailable<ImmutableArray<string>>(),
                }
            )
        );
    }

    [Theory]
    [InlineData("11:00", "13:00", "Asia/Shanghai", "", true)]
    [InlineData("12:00", "12:01", "Asia/Shanghai", "", true)]
    [InlineData("11:00", "12:00", "Asia/Shanghai", "", false)]
    [InlineData("22:00", "13:00", "Asia/Shanghai", "friday", true)]
    [InlineData("22:00", "13:00", "Asia/Shanghai", "saturday", false)]
    [InlineData("11:00", "13:00", "Asia/Shanghai", "saturday", true)]
    [InlineData("12:00", "13:00", "recipient", "", false)]
    [InlineData("13:00", "14:00", "recipient", "", true)]
    public void A_time_of_day_is_read_from_the_clock_that_it_names(string from, string to, string zone, string day, bool removed)
    {
        var hours = new HoursOfDay
        {
            From = TimeOnly.Parse(from),
            To = TimeOnly.Parse(to),
            Zone = zone,
            Days = day.Length == 0 ? [] : [Enum.Parse<DayOfWeek>(day, ignoreCase: true)],
        };
        Assert.Equal(
            [removed ? Effect.Deny : Effect.Permit],
            Effects(Always(new() { Time = hours }), Given.Agreed with { TimeZone = Fact.Known("Asia/Tokyo") })
        );
    }

    [Fact]
    public void A_text_that_a_rule_denies_to_some_is_read_by_the_others_with_all_that_must_be_changed_in_it()
    {
        var mask = Given.Rule<MaskRule>("mask-phone", Outcome.Mask) with { Mask = new() { Kinds = [PersonalDataKind.Mobile] } };
        var words = Given.Words("words-shanghai", ("尊享", Severity.Block)) with { When = Shanghai };
        var message = Given.Sms("尊享礼遇，垂询13800138000", recipients: 2);
        var decision = Given.Set(Given.ConsentRule, mask, words).Decide(message, Given.Facts(From("310000"), From("110101")));
        Assert.Equal(DecisionEffect.Partial, decision.Effect);
        Assert.Equal([Effect.Deny, Effect.Permit], decision.Recipients.Select(recipient => recipient.Effect));
        Assert.Equal(["words-shanghai"], decision.Recipients[0].Determining.Ids());
        Assert.Equal("尊享礼遇，垂询138****8000", Assert.Single(decision.Texts(message)));
    }

    [Fact]
    public void A_text_rule_leaves_a_text_alone_that_nobody_in_its_scope_reads()
    {
        var mask = Given.Rule<MaskRule>("mask-phone", Outcome.Mask) with
        {
            Mask = new() { Kinds = [PersonalDataKind.Mobile] },
            When = Shanghai,
        };
        var message = Given.Sms("垂询13800138000", recipients: 2);
        var decision = Given.Set(Given.ConsentRule, mask).Decide(message, Given.Facts(From("110101"), From("440305")));
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Empty(decision.Contents[0].Rewrites);
        Assert.Empty(decision.Contents[0].Findings);
    }

    [Fact]
    public void A_cap_counts_only_those_in_its_scope()
    {
        var draft = Given.Engine.Draft(
            Given.Sms(recipients: 3),
            Given.Facts(From("310115"), From("110101"), Given.Agreed),
            Given.Set(Given.ConsentRule, Given.Cap() with { When = Shanghai })
        );
        Assert.Equal([0, 2], draft.Demands.Select(demand => demand.Recipient));
    }

    [Fact]
    public void The_retry_time_of_some_peoples_quiet_hours_is_theirs()
    {
        var quiet = Given.Quiet("11:00", "15:00") with { When = Shanghai };
        var night = Given.Quiet("11:00", "13:00") with { Id = "quiet-all" };
        var decision = Given.Set(Given.ConsentRule, quiet, night).Decide(Given.Sms(), Given.Facts(From("110101")));
        Assert.Equal(["quiet-all"], decision.Recipients[0].Determining.Ids());
        Assert.Equal(Given.Noon.AddHours(1), decision.RetryAt);
    }

    [Fact]
    public void A_text_without_readers_is_judged_as_if_it_had_all()
    {
        var words = Given.Words("words-shanghai", ("尊享", Severity.Block)) with { When = Shanghai };
        var check = Evaluator.Check(Given.Sms("尊享礼遇", recipients: 0), Given.Facts(), Given.Set(Given.ConsentRule, words));
        Assert.Equal(CheckEffect.Deny, check.Effect);
    }

    [Fact]
    public void A_zone_that_the_tables_do_not_hold_denies()
    {
        var hours = new HoursOfDay { From = new(1, 0), To = new(2, 0) };
        Assert.Equal([Effect.Deny], Effects(Always(new() { Time = hours }), Given.Agreed with { TimeZone = Fact.Known("Mars/Olympus") }));
    }
}
