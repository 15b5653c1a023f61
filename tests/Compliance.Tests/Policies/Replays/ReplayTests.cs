using Compliance.Policies.Cases;
using Compliance.Policies.Replays;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Tests.Rules;

namespace Compliance.Tests.Policies.Replays;

/// <summary>From exported evidence alone: what was decided under A comes out the same under A, and C shows what it would change.</summary>
public sealed class ReplayTests
{
    private static readonly string Consent = PacksFolder.Rule("consent-marketing", PacksFolder.Consent);

    private static readonly string Cap = PacksFolder.Rule(
        "cap",
        "kind: frequency-cap\ncap: { max: 2, window: calendar-day }\nthen: remove"
    );

    private static readonly string Quiet = PacksFolder.Rule(
        "quiet",
        "kind: quiet-hours\nquiet: { from: \"09:00\", to: \"11:00\" }\nthen: remove"
    );

    [Fact]
    public void A_decision_is_reproduced_exactly_under_its_own_revision()
    {
        var set = Set(Consent + Cap);
        var replayed = Replay.Run(Exported(set, refused: 1), set, Given.Engine);
        Assert.True(replayed.Identical);
        Assert.True(replayed.SameRevision);
        Assert.Empty(replayed.Changes);
        Assert.Equal(0, replayed.AssumedGrants);
    }

    [Fact]
    public void A_candidate_shows_whom_it_would_refuse_and_by_which_rule()
    {
        var replayed = Replay.Run(Exported(Set(Consent + Cap), refused: 1), Set(Consent + Cap + Quiet), Given.Engine);
        Assert.False(replayed.SameRevision);
        Assert.Equal([0, 1, 2], replayed.Changes.Select(change => change.Recipient));
        Assert.Equal((Effect.Permit, Effect.Deny), (replayed.Changes[0].Was, replayed.Changes[0].Becomes));
        Assert.Equal(["quiet"], replayed.Changes[0].Added);
    }

    [Fact]
    public void A_rule_taken_away_lets_people_pass()
    {
        var replayed = Replay.Run(Exported(Set(Consent + Cap), refused: 1), Set(Consent), Given.Engine);
        var change = Assert.Single(replayed.Changes);
        Assert.Equal((1, Effect.Deny, Effect.Permit), (change.Recipient, change.Was, change.Becomes));
        Assert.Equal(["cap"], change.Removed);
    }

    [Fact]
    public void A_cap_that_nobody_counted_then_is_taken_as_granted_and_said_so()
    {
        var replayed = Replay.Run(Exported(Set(Consent), refused: -1), Set(Consent + Cap), Given.Engine);
        Assert.Empty(replayed.Changes);
        Assert.Equal(2, replayed.AssumedGrants);
    }

    [Fact]
    public void Counters_that_could_not_be_asked_are_replayed_as_such()
    {
        var set = Set(Consent + Cap);
        var recorded = Exported(set, refused: null);
        Assert.Equal(DecisionEffect.Deny, recorded.Decision.Effect);
        Assert.True(Replay.Run(recorded, set, Given.Engine).Identical);
    }

    [Fact]
    public void An_erased_recipient_is_left_out_and_no_identity_is_claimed()
    {
        var set = Set(Consent + Cap);
        var layers = Recorded(set, refused: 1).Split();
        var joined = CaseV1.Join(layers.Shared, [layers.Row(0), ReadOnlyMemory<byte>.Empty, layers.Row(2)]);
        var replayed = Replay.Run(joined, set, Given.Engine);
        Assert.False(replayed.Identical);
        Assert.Empty(replayed.Changes);
    }

    [Fact]
    public void Another_engine_claims_no_identity()
    {
        var set = Set(Consent);
        var summary = new ReplaySummary(5);
        summary.Add(Replay.Run(Exported(set, refused: -1) with { Engine = "rules/0.0.1" }, set, Given.Engine));
        Assert.Equal((0, 0, 1), (summary.Reproduced, summary.NotReproduced, summary.OtherEngine));
    }

    [Fact]
    public void Differences_are_counted_by_rule_channel_and_campaign()
    {
        var summary = new ReplaySummary(1);
        var recorded = Exported(Set(Consent), refused: -1);
        summary.Add(Replay.Run(recorded, Set(Consent + Quiet), Given.Engine));
        summary.Add(Replay.Run(recorded, Set(Consent + Quiet), Given.Engine));
        Assert.Equal((2, 2, 6), (summary.Decisions, summary.Changed, summary.RecipientsChanged));
        Assert.Equal((4, 2), (summary.Rules["quiet"].NowDenied, summary.Rules["quiet"].OtherReasons));
        Assert.Equal(4, summary.Channels["wecom"].NowDenied);
        Assert.Equal(4, summary.Campaigns["618"].NowDenied);
        Assert.Single(summary.Samples);
    }

    private static PolicySet Set(string rules)
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", rules);
        return packs.Load().Set!;
    }

    /// <summary>Recorded, split, joined with pseudonyms and written out as the evidence API does.</summary>
    internal static CaseV1 Exported(PolicySet set, int? refused)
    {
        var layers = Recorded(set, refused).Split();
        return CaseV1.FromJson(
            CaseV1.Join(layers.Shared, [.. Enumerable.Range(0, layers.Rows).Select(layers.Row)], ["p0", "p1", "p2"]).ToJson()
        );
    }

    /// <summary>Three people at ten in the morning, the last without consent; the counters refuse one, or can't be asked (null).</summary>
    private static CaseV1 Recorded(PolicySet set, int? refused)
    {
        var message = new Message
        {
            Channel = "wecom",
            Family = "wecom",
            Sender = "crm",
            Brand = "拾光",
            At = new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero),
            Campaign = "618",
            Recipients = [.. Enumerable.Range(0, 3).Select(i => new Recipient { Identity = $"wecom:wm{i}", Kind = RecipientKind.Person })],
            Contents = [new MessageContent { Fields = [new ContentField { Name = "text.content", Text = "会员日到了" }] }],
        };
        var facts = new KnownFacts
        {
            Template = Fact.Nothing<TemplateFact>(),
            Sender = Fact.Known(
                new SenderFact
                {
                    LastMinute = 0,
                    MaxPerMinute = 0,
                    BlastRadius = 0,
                    Reached = 0,
                    Replayed = false,
                }
            ),
            Halts = Fact.Nothing<System.Collections.Immutable.ImmutableArray<HaltFact>>(),
            Recipients = [.. Enumerable.Range(0, 3).Select(i => Person(granted: i < 2))],
        };
        var (draft, grants, decision) = CaseRun.Decide(
            Given.Engine,
            message,
            facts,
            set,
            demand => refused is { } index ? demand.Recipient == index : null
        );
        return CaseV1.Of(message, facts, draft, grants, decision);
    }

    private static RecipientFacts Person(bool granted) =>
        new()
        {
            Consents = Fact.Known<System.Collections.Immutable.ImmutableArray<ConsentFact>>([
                new ConsentFact
                {
                    Channel = "wecom",
                    Purpose = "marketing",
                    Granted = granted,
                    At = DateTimeOffset.UnixEpoch,
                },
            ]),
            Suppression = Fact.Nothing<SuppressionFact>(),
            BirthYear = Fact.Nothing<int>(),
            TimeZone = Fact.Nothing<string>(),
        };
}
