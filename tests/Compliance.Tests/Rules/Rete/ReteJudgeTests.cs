using System.Collections.Immutable;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.TestKit.Naive;
using Outcome = Compliance.Rules.PolicySets.Outcome;

namespace Compliance.Tests.Rules.Rete;

/// <summary>Whole messages are judged by NRules as plain loops would judge them, on every thread and through every reload.</summary>
public sealed class ReteJudgeTests
{
    private static readonly Evaluator Loops = new(new LoopJudge());

    /// <summary>A kind in one class, which the network has never heard of: what it says is told by the sender's name.</summary>
    [RuleKind("told", Outcome.Deny)]
    private sealed record ToldRule : WholeMessageRule
    {
        public required int Every { get; init; }

        public override string? Objection(Message message, KnownFacts facts) =>
            ((message.Recipients.Length + Every) % 5) switch
            {
                0 => Reasons.Blast,
                1 => Reasons.Unavailable,
                2 => throw new InvalidDataException("13900000001"),
                _ => null,
            };

        public override DateTimeOffset? Until(string objection, Message message, KnownFacts facts) =>
            objection == Reasons.Blast ? message.At.AddMinutes(Every)
            : objection == Reasons.Error ? throw new TimeoutException()
            : null;
    }

    [Fact]
    public void A_kind_added_as_one_class_is_judged_by_the_network()
    {
        var denied = Given.Set(Given.ConsentRule, Told(1, 3)).Decide(Given.Sms(recipients: 2));
        var hit = Assert.Single(denied.Denied);
        Assert.Equal(("told-1", Reasons.Blast, Given.Noon.AddMinutes(3)), (hit.Rule.Id, hit.Reason, hit.Until!.Value));
        Assert.Equal(DecisionEffect.Permit, Given.Set(Given.ConsentRule, Told(1, 1)).Decide(Given.Sms(recipients: 2)).Effect);
    }

    [Theory]
    [InlineData(RuleMode.Enforce)]
    [InlineData(RuleMode.Shadow)]
    public void A_rule_that_breaks_denies_or_is_recorded_and_is_named_with_what_it_threw(RuleMode mode)
    {
        var set = Given.Set(Given.ConsentRule, Told(1, 0) with { Mode = mode });
        var decision = set.Decide(Given.Sms(recipients: 2));
        Assert.Equal(mode == RuleMode.Enforce, decision.Denied.Any(hit => hit is { Rule.Id: "told-1", Reason: Reasons.Error }));
        Assert.Equal(mode == RuleMode.Shadow, decision.Shadow.Contains(new(set.Rules[1], -1, Reasons.Error)));
        Assert.Contains(new RuleFault("told-1", typeof(InvalidDataException).FullName!), decision.Faults);
        // The same thread and session judge the next message, and nothing of this one is left.
        Assert.Equal(DecisionEffect.Permit, set.Decide(Given.Sms(recipients: 3)).Effect);
        Assert.Empty(set.Decide(Given.Sms(recipients: 3)).Faults);
    }

    [Fact]
    public async Task Says_what_loops_say_on_eight_threads_over_sets_that_come_and_go()
    {
        var random = new Random(12);
        var sets = Enumerable.Range(0, 24).Select(_ => AnySet(random)).ToArray();
        var messages = Enumerable.Range(0, 60).Select(_ => AnyMessage(random)).ToArray();
        var denied = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 3_000),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            (i, _) =>
            {
                var (message, facts) = messages[i * 7 % messages.Length];
                var set = sets[i / 3 % sets.Length];
                var (network, loops) = (Told(Given.Engine, message, facts, set), Told(Loops, message, facts, set));
                Assert.Equal(loops, network);
                if (network.Contains("denied: told", StringComparison.Ordinal))
                    Interlocked.Increment(ref denied);
                return ValueTask.CompletedTask;
            }
        );
        Assert.InRange(denied, 300, 2_900);
    }

    private static string Told(Evaluator engine, Message message, KnownFacts facts, PolicySet set)
    {
        var decision = engine.Draft(message, facts, set).Settle(Grants.None);
        return string.Join(
            '\n',
            decision
                .Denied.Select(hit => $"denied: {hit.Rule.Id} {hit.Reason} {hit.Until:O}")
                .Concat(
                    decision.Recipients.SelectMany(
                        (row, i) => row.Determining.Select(hit => $"{i}: {hit.Rule.Id} {hit.Reason} {hit.Until:O}")
                    )
                )
                .Concat(decision.Shadow.Select(hit => $"shadow: {hit.Rule.Id} {hit.Recipient} {hit.Reason}"))
                .Concat(decision.Degraded)
                .Concat(decision.Faults.Select(fault => $"{fault.Rule} {fault.Exception}").Order(StringComparer.Ordinal))
                .Append($"{decision.Effect} {decision.Remedy} {decision.RetryAt:O} {decision.Category}")
        );
    }

    private static ToldRule Told(int number, int every) => Given.Rule<ToldRule>($"told-{number}", Outcome.Deny) with { Every = every };

    private static PolicySet AnySet(Random random)
    {
        var rules = Enumerable
            .Range(0, random.Next(0, 9))
            .Select(
                Rule (i) =>
                    Told(i, random.Next(0, 5)) with
                    {
                        Pack = random.Next(2) == 0 ? "a" : "core",
                        Mode = random.Next(4) == 0 ? RuleMode.Shadow : RuleMode.Enforce,
                        Unavailable = random.Next(2) == 0 ? WhenUnavailable.Degrade : WhenUnavailable.Deny,
                        When = random.Next(4) switch
                        {
                            0 => new() { Category = [Category.Marketing] },
                            1 => new() { Sender = ["crm"] },
                            2 => new() { Segment = ["vip"] },
                            _ => Scope.Everything,
                        },
                    }
            );
        return new(
            "test",
            [.. rules, .. random.Next(8) == 0 ? (Rule[])[] : [Given.ConsentRule, Given.ContractRule]],
            [],
            random.Next(3) == 0 ? [Purpose("marketing", Category.Marketing), Purpose("order", Category.Transaction)] : []
        );
    }

    private static PurposeRecord Purpose(string id, Category category) =>
        new()
        {
            Id = id,
            Title = id,
            Category = category,
            Basis = Given.Basis,
        };

    private static (Message Message, KnownFacts Facts) AnyMessage(Random random)
    {
        var people = random.Next(1, 7);
        var message = Given.Sms(recipients: people) with
        {
            Sender = random.Next(2) == 0 ? "crm" : "shop",
            Declared = (Category)random.Next(4),
            Purpose = random.Next(2) == 0 ? "marketing" : "order",
            TemplateId = random.Next(4) == 0 ? "t1" : null,
        };
        var facts = message.AllAgreed() with
        {
            Halts = random.Next(6) switch
            {
                0 => Fact.Known<ImmutableArray<HaltFact>>([new("all", "drill")]),
                1 => Fact.Unavailable<ImmutableArray<HaltFact>>(),
                _ => Fact.Nothing<ImmutableArray<HaltFact>>(),
            },
            Template = random.Next(3) == 0 ? Fact.Unavailable<TemplateFact>() : Fact.Nothing<TemplateFact>(),
        };
        if (random.Next(2) == 0)
            facts = facts with
            {
                Recipients = [.. facts.Recipients.Select(row => row with { Segments = Fact.Known<ImmutableArray<string>>(["vip"]) })],
            };
        return (message, facts);
    }
}
