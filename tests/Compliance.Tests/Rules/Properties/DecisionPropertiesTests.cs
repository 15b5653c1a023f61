using System.Collections.Immutable;
using Compliance.Rules.Categories;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;
using Compliance.Rules.Links;
using Compliance.Rules.Messages;
using Compliance.Rules.Minors;
using Compliance.Rules.PolicySets;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Compliance.Rules.PolicySets.Outcome;

namespace Compliance.Tests.Rules.Properties;

/// <summary>What must hold for every message, set and answer of the counters.</summary>
public sealed class DecisionPropertiesTests
{
    private sealed record Case(Message Message, KnownFacts Facts, ImmutableArray<Rule> Rules, int Seed)
    {
        public Decision Decide(IEnumerable<Rule> rules, Func<Demand, bool> refuse)
        {
            var draft = Given.Engine.Draft(Message, Facts, new("test", [.. rules], []));
            return draft.Settle(new([.. draft.Demands.Select(refuse)]));
        }

        /// <summary>A person's counters answer the same however the set is arranged.</summary>
        public bool Full(Demand demand) => (demand.Recipient + Seed) % 3 == 0;
    }

    private static readonly Gen<Outcome> Blocking = Gen.Elements(Outcome.Deny, Outcome.Evidence, Outcome.Review);

    /// <summary>Rules that can only refuse.</summary>
    private static readonly Gen<Rule> Refusing = Gen.OneOf(
        Gen.Constant<Rule>(Given.SuppressionRule),
        Gen.Elements<Rule>(Given.Quiet(), Given.Quiet("11:00", "13:00")),
        Gen.Elements<Rule>([
            .. new[] { 17, 30 }.Select(under =>
                Given.Rule<MinorsRule>("minors", Outcome.Remove) with
                {
                    Minors = new() { Under = under, Unknown = UnknownAge.Remove },
                }
            ),
        ]),
        from then in Blocking
        from term in Gen.Elements("最低价", "第一")
        select (Rule)(Given.Words("words", (term, Severity.Block)) with { Then = then }),
        from then in Gen.Elements(Outcome.Deny, Outcome.Review)
        from allowed in Gen.Elements<ImmutableArray<string>>(["brand.com"], [])
        select (Rule)(Given.Rule<LinksRule>("links", then) with { Links = new() { Allowed = allowed } }),
        Gen.Elements<Rule>(Given.Cap(), Given.Cap(window: CapWindow.Rolling))
    );

    /// <summary>A links rule that allows a domain also tells the guard that links there are the brand's own, so adding it can lift a message less.</summary>
    private static readonly Gen<Rule> OnlyRefusing = Refusing.Where(rule => rule is not LinksRule { Links.Allowed.IsEmpty: false });

    private static readonly Gen<Rule> Permitting = Gen.Elements<Rule>(
        Given.ConsentRule,
        Given.ContractRule,
        Given.ConsentRule with
        {
            When = Scope.Everything,
        },
        Given.ConsentRule with
        {
            Unavailable = WhenUnavailable.Degrade,
            When = Scope.Everything,
        },
        Given.ContractRule with
        {
            When = new() { Channel = ["sms"], Category = [Category.Service] },
        }
    );

    private static readonly Gen<Rule> Guarding =
        from category in Gen.Elements(Category.Marketing, Category.Service)
        select (Rule)(
            Given.Rule<CategoryGuardRule>("guard", Outcome.Record) with
            {
                Guard = new() { Links = true, Category = category },
            }
        );

    private static readonly Gen<ImmutableArray<Rule>> Sets =
        from rules in Gen.ListOf(Gen.Frequency((3, Refusing), (3, Permitting), (1, Guarding))).Resize(6)
        from basis in Gen.Frequency(
            (5, Gen.Constant<Rule[]>([Given.ConsentRule with { When = Scope.Everything }])),
            (1, Gen.Constant<Rule[]>([]))
        )
        from modes in Gen.ArrayOf(Gen.Frequency((4, Gen.Constant(RuleMode.Enforce)), (1, Gen.Constant(RuleMode.Shadow))), rules.Count)
        select basis.Concat(rules.Select((rule, i) => rule with { Id = $"{rule.Id}-{i}", Mode = modes[i] })).ToImmutableArray();

    private static Gen<Fact<T>> Facts<T>(params T[] values) =>
        Gen.Frequency(
            (16, Gen.Elements(values).Select(Fact.Known)),
            (3, Gen.Constant(Fact.Nothing<T>())),
            (1, Gen.Constant(Fact.Unavailable<T>()))
        );

    private static readonly Gen<RecipientFacts> People =
        from consents in Facts<ImmutableArray<ConsentFact>>(
            [Given.Event(true)],
            [Given.Event(true)],
            [Given.Event(true)],
            [Given.Event(true)],
            [Given.Event(false)],
            []
        )
        from suppression in Gen.Frequency(
            (16, Gen.Constant(Fact.Nothing<SuppressionFact>())),
            (1, Facts(new SuppressionFact("complaint", Given.Noon)))
        )
        from born in Facts(1980, 1985, 2000, 2010)
        from zone in Facts("Asia/Shanghai", "Asia/Shanghai", "Asia/Tokyo", "Asia/Urumqi", "America/New_York", "Mars/Olympus")
        select new RecipientFacts
        {
            Consents = consents,
            Suppression = suppression,
            BirthYear = born,
            TimeZone = zone,
        };

    private static readonly Gen<Case> Cases =
        from count in Gen.Choose(1, 6)
        from people in Gen.ArrayOf(People, count)
        from kinds in Gen.ArrayOf(
            Gen.Frequency(
                (6, Gen.Constant(RecipientKind.Person)),
                (1, Gen.Elements(RecipientKind.Staff, RecipientKind.Group, RecipientKind.Unresolvable))
            ),
            count
        )
        from texts in Gen.ArrayOf(Gen.Elements("会员日", "双十一", "全网最低价", "销量第一，见 t.cn/x", "见 brand.com/x"), 2)
        from variants in Gen.ArrayOf(Gen.Choose(0, 1), count)
        from declared in Gen.Elements<Category?>(null, Category.Marketing, Category.Service, Category.Transaction, Category.Security)
        from hours in Gen.Choose(0, 23)
        from minimum in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from rules in Sets
        from seed in Gen.Choose(0, 2)
        select new Case(
            Given.Sms() with
            {
                At = Given.Noon.AddHours(hours),
                Declared = declared,
                MinimumRecipients = minimum,
                Recipients = [.. kinds.Select((kind, i) => Given.Person(i, variants[i]) with { Kind = kind })],
                Contents = [.. texts.Select(Given.Text)],
            },
            Given.Facts(people),
            rules,
            seed
        );

    private static void Holds(Func<Case, bool> property, int runs = 400) =>
        Prop.ForAll(Cases.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(runs));

    private static bool[] Permitted(Decision decision) => [.. decision.Recipients.Select(recipient => recipient.Effect == Effect.Permit)];

    private static bool Within(bool[] less, bool[] more) => less.Zip(more).All(pair => !pair.First || pair.Second);

    [Fact]
    public void Adding_a_denying_rule_never_permits_more() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                OnlyRefusing.ToArbitrary(),
                (given, added) =>
                    Within(
                        Permitted(given.Decide([.. given.Rules, added with { Id = "added" }], given.Full)),
                        Permitted(given.Decide(given.Rules, given.Full))
                    )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Adding_a_shadow_rule_changes_nothing() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                Refusing.ToArbitrary(),
                (given, added) =>
                    Permitted(
                            given.Decide(
                                [.. given.Rules, added with { Id = "added", Mode = RuleMode.Shadow }],
                                demand => demand.Rule != "added" && given.Full(demand)
                            )
                        )
                        .SequenceEqual(Permitted(given.Decide(given.Rules, given.Full)))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void The_order_of_the_rules_does_not_matter() =>
        Holds(given => Text(given.Decide(given.Rules, given.Full)) == Text(given.Decide(given.Rules.Reverse(), given.Full)));

    [Fact]
    public void The_same_facts_give_the_same_decision() =>
        Holds(given => Text(given.Decide(given.Rules, given.Full)) == Text(given.Decide(given.Rules, given.Full)));

    [Fact]
    public void Without_any_slot_nobody_who_needs_one_is_permitted() =>
        Holds(given =>
        {
            var draft = Given.Engine.Draft(given.Message, given.Facts, new("test", given.Rules, []));
            var decision = draft.Settle(new([.. draft.Demands.Select(_ => true)]));
            return draft.Demands.Where(demand => !demand.Shadow).All(demand => decision.Recipients[demand.Recipient].Effect == Effect.Deny);
        });

    [Fact]
    public void Refusing_one_more_slot_never_permits_more() =>
        Holds(given =>
            Within(
                Permitted(given.Decide(given.Rules, demand => given.Full(demand) || demand.Recipient % 2 == 0)),
                Permitted(given.Decide(given.Rules, given.Full))
            )
        );

    [Fact]
    public void Taking_recipients_away_never_changes_what_the_others_get_but_for_the_floor() =>
        Holds(given =>
        {
            var all = given with { Message = given.Message with { MinimumRecipients = 1 } };
            var half = all with
            {
                Message = all.Message with { Recipients = [.. all.Message.Recipients.Where((_, i) => i % 2 == 0)] },
                Facts = all.Facts with { Recipients = [.. all.Facts.Recipients.Where((_, i) => i % 2 == 0)] },
            };
            return Permitted(
                    half.Decide(
                        given.Rules,
                        demand =>
                            given.Full(
                                new(demand.Rule, demand.Recipient * 2, demand.Counter, demand.Window, demand.WindowStart, demand.Max)
                            )
                    )
                )
                .SequenceEqual(Permitted(all.Decide(given.Rules, given.Full)).Where((_, i) => i % 2 == 0));
        });

    [Fact]
    public void A_decision_is_consistent_in_itself() =>
        Holds(given =>
        {
            var decision = given.Decide(given.Rules, given.Full);
            var permitted = Permitted(decision).Count(permit => permit);
            return decision.Effect
                    == (
                        permitted == 0 ? DecisionEffect.Deny
                        : permitted == decision.Recipients.Length ? DecisionEffect.Permit
                        : DecisionEffect.Partial
                    )
                && decision
                    .Recipients.Zip(given.Message.Recipients)
                    .All(pair =>
                        pair.First.Effect == Effect.Permit
                            ? pair.First.Determining.IsEmpty
                                && (pair.First.LawfulBasis is not null) == (pair.Second.Kind == RecipientKind.Person)
                            : !pair.First.Determining.IsEmpty || !decision.Denied.IsEmpty
                    )
                && (permitted == 0 || permitted >= given.Message.MinimumRecipients)
                && decision.Held.All(demand => decision.Recipients[demand.Recipient].Effect == Effect.Permit)
                && decision.Release.All(demand => decision.Recipients[demand.Recipient].Effect == Effect.Deny)
                && (decision.Remedy == Remedy.RetryAt) == (decision.RetryAt is not null)
                && (decision.RetryAt is null || decision.RetryAt > given.Message.At)
                && decision
                    .Recipients.SelectMany(recipient => recipient.Determining)
                    .Concat(decision.Denied)
                    .All(hit => hit.Rule.Basis is [{ Law.Length: > 0, Article.Length: > 0 }, ..]);
        });

    /// <summary>Everything that a decision says, by the rules' ids.</summary>
    private static string Text(Decision decision) =>
        string.Join(
            '\n',
            decision.Effect,
            decision.Category,
            string.Join(
                ';',
                decision.Recipients.Select(recipient =>
                    $"{recipient.Effect} {Hits(recipient.Determining)} {recipient.LawfulBasis?.Rule.Id} {recipient.LawfulBasis?.Reason}"
                )
            ),
            string.Join(
                ';',
                decision.Contents.Select(content =>
                    $"{Hits(content.Determining)} {string.Join(',', content.Findings.Select(finding => $"{finding.Rule.Id}:{finding.Field}:{finding.Start}:{finding.Severity}").Order())}"
                )
            ),
            Hits(decision.Denied),
            string.Join(',', decision.Held.Select(demand => $"{demand.Recipient}:{demand.Rule}:{demand.Window}")),
            string.Join(',', decision.Shadow.Select(hit => $"{hit.Rule.Id}:{hit.Recipient}:{hit.Reason}").Order()),
            string.Join(',', decision.Degraded),
            decision.Remedy,
            decision.RetryAt
        );

    private static string Hits(ImmutableArray<RuleHit> hits) => string.Join(',', hits.Select(hit => $"{hit.Rule.Id}:{hit.Reason}"));
}
