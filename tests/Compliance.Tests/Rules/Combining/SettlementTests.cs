using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Rules.Combining;

/// <summary>Clause (h) and the settlement of caps: permit, partial, deny, the channel's floor, and which slots are held or given back.</summary>
public sealed class SettlementTests
{
    private static Draft Draft(Message message, params ReadOnlySpan<FrequencyCapRule> caps) =>
        Given.Engine.Draft(message, message.AllAgreed(), Given.Set([Given.ConsentRule, .. caps]));

    [Fact]
    public void Who_gets_a_slot_is_sent_to_and_holds_it()
    {
        var decision = Draft(Given.Sms(recipients: 3), Given.Cap()).Settle(new([false, true, false]));
        Assert.Equal(DecisionEffect.Partial, decision.Effect);
        Assert.Equal(Reasons.Cap, Assert.Single(decision.Recipients[1].Determining).Reason);
        Assert.Equal([0, 2], decision.Held.Select(demand => demand.Recipient));
        Assert.Empty(decision.Release);
    }

    [Fact]
    public void Only_the_full_caps_are_determining_and_nothing_is_given_back_for_who_got_nothing()
    {
        var draft = Draft(Given.Sms(recipients: 2), Given.Cap("cap-week", 5, CapWindow.CalendarWeek), Given.Cap());
        Assert.Equal(
            [(0, "cap-sms-daily"), (0, "cap-week"), (1, "cap-sms-daily"), (1, "cap-week")],
            draft.Demands.Select(d => (d.Recipient, d.Rule))
        );
        var decision = draft.Settle(new([true, false, false, false]));
        Assert.Equal(["cap-sms-daily"], decision.Recipients[0].Determining.Ids());
        Assert.Equal([1, 1], decision.Held.Select(demand => demand.Recipient));
        Assert.Empty(decision.Release);
    }

    [Fact]
    public void Below_the_channels_minimum_all_are_denied_and_their_slots_released()
    {
        var message = Given.Sms(recipients: 3) with { MinimumRecipients = 2 };
        var decision = Draft(message, Given.Cap()).Settle(new([true, true, false]));
        Assert.Equal(DecisionEffect.Deny, decision.Effect);
        Assert.Equal(["gateway/below-minimum"], decision.Denied.Ids());
        Assert.All(decision.Recipients, recipient => Assert.Equal(Effect.Deny, recipient.Effect));
        Assert.Equal([2], decision.Release.Select(demand => demand.Recipient));
        Assert.Empty(decision.Held);
    }

    [Fact]
    public void Nobody_is_asked_for_a_slot_when_the_floor_is_missed_already()
    {
        var message = Given.Sms(recipients: 2) with { MinimumRecipients = 2 };
        var draft = Given.Engine.Draft(message, Given.Facts(Given.Agreed, Given.Withdrawn), Given.Set(Given.ConsentRule, Given.Cap()));
        Assert.Empty(draft.Demands);
        Assert.Equal(["gateway/below-minimum"], draft.Settle(Grants.None).Denied.Ids());
    }

    [Fact]
    public void A_message_to_nobody_is_denied()
    {
        var decision = Draft(Given.Sms(recipients: 0)).Settle(Grants.None);
        Assert.Equal(DecisionEffect.Deny, decision.Effect);
        Assert.Equal(["gateway/below-minimum"], decision.Denied.Ids());
    }

    [Fact]
    public void When_everybody_is_removed_each_has_his_own_reason_and_no_rule_of_the_gateways_is_added()
    {
        var decision = Given.Set(Given.ConsentRule).Decide(Given.Sms(recipients: 2), Given.Facts(Given.Unknown, Given.Withdrawn));
        Assert.Equal(DecisionEffect.Deny, decision.Effect);
        Assert.Empty(decision.Denied);
        Assert.Equal([Reasons.NoConsent, Reasons.Withdrawn], decision.Recipients.Select(recipient => recipient.Determining[0].Reason));
    }

    [Fact]
    public void Settling_is_pure()
    {
        var draft = Draft(Given.Sms(recipients: 2), Given.Cap());
        var first = draft.Settle(new([false, true]));
        Assert.Equal(DecisionEffect.Permit, draft.Settle(new([false, false])).Effect);
        Assert.Equal(first.Recipients.Select(r => r.Effect), draft.Settle(new([false, true])).Recipients.Select(r => r.Effect));
    }

    [Fact]
    public void Grants_must_answer_every_demand() =>
        Assert.Throws<ArgumentException>(() => Draft(Given.Sms(recipients: 2), Given.Cap()).Settle(new([false])));

    [Fact]
    public void A_halted_message_asks_for_no_slot()
    {
        var facts = Given.Sms().AllAgreed() with
        {
            Halts = Fact.Known<System.Collections.Immutable.ImmutableArray<HaltFact>>([new("all", "演练")]),
        };
        Assert.Empty(Given.Engine.Draft(Given.Sms(), facts, Given.Set(Given.ConsentRule, Given.Cap())).Demands);
    }
}
