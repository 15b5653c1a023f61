using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Evaluation;

/// <summary>Ten thousand people in a push are ordinary.</summary>
public sealed class LargeBatchTests
{
    private const int Many = 10_000;

    [Fact]
    public void Recipients_who_fare_the_same_share_one_decision()
    {
        var message = Given.Sms(recipients: Many);
        var facts = Given.Facts([.. Enumerable.Range(0, Many).Select(i => i % 3 == 0 ? Given.Withdrawn : Given.Agreed)]);
        var decision = Given.Set(Given.ConsentRule, Given.Cap()).Decide(message, facts);
        Assert.Equal(2, decision.Recipients.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(Many / 3 * 2, decision.Held.Length);
    }

    [Fact]
    public void A_decision_takes_a_thousand_bytes_three_thousand_for_the_network_and_sixty_four_a_recipient()
    {
        const int Fixed = 1024 + 3072;
        var set = Given.Set(Given.ConsentRule, Given.SuppressionRule, Given.Cap(), Given.Words("absolute", ("最低价", Severity.Block)));
        Assert.InRange(Bytes(set, 1), 0, Fixed + 64);
        Assert.InRange(Bytes(set, Many), 0, Fixed + (64 * Many));
    }

    [Fact]
    public void A_rule_more_takes_no_byte_more()
    {
        Rule[] some = [Given.ConsentRule, Given.SuppressionRule, Given.Cap()];
        var more = Enumerable
            .Range(0, 200)
            .Select(i =>
                (i % 3) switch
                {
                    0 => (Rule)(Given.SuppressionRule with { Id = $"suppression-{i}" }),
                    1 => Given.Quiet() with { Id = $"quiet-{i}" },
                    _ => Given.Words($"words-{i}", ($"禁用{i}", Severity.Block)),
                }
            );
        Assert.Equal(Bytes(Given.Set(some), 10), Bytes(Given.Set([.. some, .. more]), 10));
    }

    [Fact]
    public void Each_with_a_text_of_his_own_and_a_shadow_rule_that_finds_something_in_every_one()
    {
        var message = Given.Sms() with
        {
            Recipients = [.. Enumerable.Range(0, Many).Select(i => Given.Person(i, i))],
            Contents = [.. Enumerable.Range(0, Many).Select(i => Given.Text($"{i}号会员，全网最低价"))],
        };
        var rule = Given.Words("absolute", ("最低价", Severity.Block)) with { Mode = RuleMode.Shadow };
        var decision = Given.Set(Given.ConsentRule, rule).Decide(message);
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Equal(Enumerable.Range(0, Many), decision.Shadow.Select(hit => hit.Recipient));
    }

    /// <summary>Of one decision, after what is made once per set and thread.</summary>
    private static long Bytes(PolicySet set, int recipients)
    {
        var message = Given.Sms(recipients: recipients);
        var facts = message.AllAgreed();
        var grants = new Grants([.. Given.Engine.Draft(message, facts, set).Demands.Select(_ => false)]);
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Given.Engine.Draft(message, facts, set).Settle(grants);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
