using System.Collections.Immutable;
using Compliance.Rules.Abuse;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Review;

namespace Compliance.Tests.Rules.Combining;

/// <summary>Clauses (c) and (d): deny overrides, and what each outcome does.</summary>
public sealed class DenyOverridesTests
{
    private static readonly RecipientFacts Suppressed = Given.Agreed with
    {
        Suppression = Fact.Known(new SuppressionFact("complaint", Given.Noon)),
    };

    internal static readonly ReviewRequiredRule Review = Given.Rule<ReviewRequiredRule>("review", Outcome.Review);

    [Fact]
    public void Every_rule_that_removes_a_recipient_is_determining_by_pack_then_id()
    {
        var set = Given.Set(
            Given.SuppressionRule with
            {
                Pack = "zz",
            },
            Given.Quiet(),
            Given.ConsentRule,
            Given.SuppressionRule with
            {
                Id = "a-suppression",
            }
        );
        var message = Given.Sms() with { At = Given.Noon.AddHours(10) };
        var decision = set.Decide(message, Given.Facts(Given.Withdrawn with { Suppression = Suppressed.Suppression }));
        Assert.Equal(["a-suppression", "consent-marketing", "quiet-hours", "suppression"], decision.Recipients[0].Determining.Ids());
    }

    [Fact]
    public void Only_the_offending_recipients_leave()
    {
        var decision = Given
            .Set(Given.ConsentRule, Given.SuppressionRule)
            .Decide(Given.Sms(recipients: 4), Given.Facts(Given.Agreed, Given.Withdrawn, Suppressed, Given.Agreed));
        Assert.Equal(DecisionEffect.Partial, decision.Effect);
        Assert.Equal([Effect.Permit, Effect.Deny, Effect.Deny, Effect.Permit], decision.Recipients.Select(recipient => recipient.Effect));
        Assert.Equal(
            [Reasons.Withdrawn, Reasons.Suppressed],
            decision.Recipients.Where(r => r.Effect == Effect.Deny).Select(r => r.Determining[0].Reason)
        );
    }

    [Fact]
    public void A_denied_variant_denies_its_recipients_only()
    {
        var message = Given.Sms() with
        {
            Recipients = [Given.Person(0, 0), Given.Person(1, 1), Given.Person(2, 1)],
            Contents = [Given.Text("新品上市"), Given.Text("全网最低价")],
        };
        var decision = Given.Set(Given.ConsentRule, Given.Words("absolute", ("最低价", Severity.Block))).Decide(message);
        Assert.Equal([Effect.Permit, Effect.Deny, Effect.Deny], decision.Recipients.Select(recipient => recipient.Effect));
        Assert.Equal(["absolute"], decision.Recipients[2].Determining.Ids());
        Assert.Equal(["absolute"], decision.Contents[1].Determining.Ids());
        Assert.Empty(decision.Denied);
    }

    [Theory]
    [InlineData("replay", 0, 0, 0, 0, true)]
    [InlineData("velocity", 100, 0, 98, 0, false)]
    [InlineData("blast", 0, 5, 0, 4, false)]
    public void A_rule_about_the_sender_denies_all(string check, int perMinute, int radius, int lastMinute, int reached, bool replayed)
    {
        var rule = Abuse(Enum.Parse<AbuseCheck>(check, ignoreCase: true));
        var facts = Given.Facts(Given.Agreed, Given.Agreed, Given.Agreed) with
        {
            Sender = Fact.Known(
                new SenderFact
                {
                    LastMinute = lastMinute,
                    MaxPerMinute = perMinute,
                    BlastRadius = radius,
                    Reached = reached,
                    Replayed = replayed,
                }
            ),
        };
        var decision = Given.Set(Given.ConsentRule, rule).Decide(Given.Sms(recipients: 3), facts);
        var hit = Assert.Single(decision.Denied);
        Assert.Equal(new RuleHit(rule, check), hit with { Until = null });
        // A minute later the sender's minute is free again; the other two don't pass with time.
        Assert.Equal(check == "velocity" ? Given.Noon.AddMinutes(1) : null, hit.Until);
        Assert.All(decision.Recipients, recipient => Assert.Equal((Effect.Deny, 0), (recipient.Effect, recipient.Determining.Length)));
        // One recipient fewer, or a credential never seen, and it passes.
        var milder = facts with
        {
            Recipients = facts.Recipients[..1],
            Sender = Fact.Known(facts.Sender.Value! with { Replayed = false }),
        };
        Assert.Equal(DecisionEffect.Permit, Given.Set(Given.ConsentRule, rule).Decide(Given.Sms(), milder).Effect);
    }

    [Fact]
    public void A_halt_denies_all_with_its_law()
    {
        var facts = Given.Sms().AllAgreed() with { Halts = Fact.Known<ImmutableArray<HaltFact>>([new("campaign:618", "投诉")]) };
        var decision = Given.Set(Given.ConsentRule).Decide(Given.Sms(), facts);
        Assert.Equal(["gateway/halted"], decision.Denied.Ids());
        Assert.Equal("广告法", decision.Denied[0].Rule.Basis[0].Law);
    }

    [Fact]
    public void Who_is_denied_already_is_not_asked_for_a_slot()
    {
        var draft = Given.Engine.Draft(
            Given.Sms(recipients: 2),
            Given.Facts(Given.Withdrawn, Given.Agreed),
            Given.Set(Given.ConsentRule, Given.Cap())
        );
        Assert.Equal([1], draft.Demands.Select(demand => demand.Recipient));
    }

    [Theory]
    [InlineData(Outcome.Deny, Severity.Block, DecisionEffect.Deny, Remedy.None)]
    [InlineData(Outcome.Evidence, Severity.Evidence, DecisionEffect.Deny, Remedy.Evidence)]
    [InlineData(Outcome.Review, Severity.Review, DecisionEffect.Deny, Remedy.Review)]
    [InlineData(Outcome.Record, Severity.Warn, DecisionEffect.Permit, Remedy.None)]
    public void Severity_and_remedy_follow_from_then(Outcome then, Severity severity, DecisionEffect effect, Remedy remedy)
    {
        var set = Given.Set(Given.ConsentRule, Given.Words("absolute", ("最低价", Severity.Block)) with { Then = then });
        var decision = set.Decide(Given.Sms("全网最低价"));
        Assert.Equal((effect, remedy), (decision.Effect, decision.Remedy));
        Assert.Equal(severity, Assert.Single(decision.Contents[0].Findings).Severity);
    }

    [Theory]
    [InlineData(Severity.Warn, DecisionEffect.Permit)]
    [InlineData(Severity.Evidence, DecisionEffect.Deny)]
    public void A_term_can_be_milder_than_its_rule_and_never_harsher(Severity term, DecisionEffect effect)
    {
        Assert.Equal(
            effect,
            Given.Set(Given.ConsentRule, Given.Words("absolute", ("最低价", term))).Decide(Given.Sms("全网最低价")).Effect
        );
        var recording = Given.Words("absolute", ("最低价", Severity.Block)) with { Then = Outcome.Record };
        Assert.Equal(DecisionEffect.Permit, Given.Set(Given.ConsentRule, recording).Decide(Given.Sms("全网最低价")).Effect);
    }

    [Theory]
    [InlineData(Outcome.Evidence)]
    [InlineData(Outcome.Review)]
    public void Evidence_and_review_deny_marketing_only(Outcome then)
    {
        var set = Given.Set(
            Given.ConsentRule,
            Given.ContractRule,
            Given.Words("absolute", ("最低价", Severity.Block)) with
            {
                Then = then,
            }
        );
        Assert.Equal(DecisionEffect.Permit, set.Decide(Given.Sms("全网最低价") with { Declared = Category.Service }).Effect);
    }

    [Fact]
    public void No_remedy_is_offered_when_something_else_denies_anyway()
    {
        var set = Given.Set(
            Given.ConsentRule,
            Given.Words("absolute", ("最低价", Severity.Evidence)),
            Given.Words("vulgar", ("去死", Severity.Block))
        );
        Assert.Equal(Remedy.None, set.Decide(Given.Sms("全网最低价，去死")).Remedy);
        Assert.Equal(Remedy.None, set.Decide(Given.Sms("全网最低价"), Given.Facts(Given.Withdrawn)).Remedy);
        Assert.Equal(Remedy.Evidence, set.Decide(Given.Sms("全网最低价")).Remedy);
    }

    [Fact]
    public void A_review_outweighs_evidence_as_the_remedy()
    {
        var set = Given.Set(Given.ConsentRule, Given.Words("absolute", ("最低价", Severity.Evidence)), Review);
        Assert.Equal(Remedy.Review, set.Decide(Given.Sms("全网最低价")).Remedy);
    }

    [Theory]
    [InlineData("最低价", "2026-01-01", "2026-12-31", null)]
    [InlineData("absolute", "2026-11-21", "2026-11-21", null)]
    [InlineData("销量第一", "2026-01-01", "2026-12-31", Reasons.EvidenceElsewhere)]
    [InlineData("最低价", "2026-01-01", "2026-11-20", Reasons.EvidenceNotInForce)]
    [InlineData("最低价", "2026-11-22", "2026-12-31", Reasons.EvidenceNotInForce)]
    public void Live_evidence_that_covers_a_claim_lifts_the_rule(string covers, string from, string to, string? refused)
    {
        var rule = Given.Words("absolute", ("最低价", Severity.Evidence));
        var evidence = new EvidenceRecord
        {
            Id = "E1",
            Clause = "6(6)",
            Covers = [covers],
            From = DateOnly.Parse(from),
            To = DateOnly.Parse(to),
        };
        var set = new PolicySet("test", [Given.ConsentRule, rule], [evidence]);
        Decides("E1", refused);
        Decides("E2", Reasons.EvidenceUnknown);
        Decides(null, Reasons.Evidence);

        void Decides(string? id, string? reason)
        {
            var decision = set.Decide(Given.Sms("全网最低价") with { EvidenceId = id });
            Assert.Equal(
                reason is null ? (DecisionEffect.Permit, Remedy.None) : (DecisionEffect.Deny, Remedy.Evidence),
                (decision.Effect, decision.Remedy)
            );
            Assert.Equal(reason, decision.Contents[0].Determining.SingleOrDefault()?.Reason);
        }
    }

    [Fact]
    public void Evidence_never_lifts_a_ban()
    {
        var evidence = new EvidenceRecord
        {
            Id = "E1",
            Clause = "6(6)",
            Covers = ["最低价", "absolute"],
            From = new(2026, 1, 1),
            To = new(2026, 12, 31),
        };
        var set = new PolicySet("test", [Given.ConsentRule, Given.Words("absolute", ("最低价", Severity.Block))], [evidence]);
        Assert.Equal(DecisionEffect.Deny, set.Decide(Given.Sms("全网最低价") with { EvidenceId = "E1" }).Effect);
    }

    private static SenderAbuseRule Abuse(AbuseCheck check) =>
        Given.Rule<SenderAbuseRule>("abuse", Outcome.Deny) with
        {
            Abuse = new() { Check = check },
        };
}
