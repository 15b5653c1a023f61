using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.Once;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Once;

public sealed class OnceRuleTests
{
    private static readonly OnceRule Rule = Given.Rule<OnceRule>("once-marketing", Outcome.Remove) with { Once = new() { Days = 7 } };

    private static Draft Draft(Message message, TemplateFact? template = null) =>
        Given.Engine.Draft(
            message,
            message.AllAgreed() with
            {
                Template = template is null ? Fact.Nothing<TemplateFact>() : Fact.Known(template),
            },
            Given.Set(Given.ConsentRule, Rule)
        );

    private static string Said(Message message, TemplateFact? template = null) => Assert.Single(Draft(message, template).Demands).Said!;

    [Fact]
    public void One_text_is_one_counter_for_seven_days_however_it_is_written()
    {
        var demand = Assert.Single(Draft(Given.Sms("双十一 会员专享，拒收请回复R")).Demands);
        Assert.Equal(("once-marketing", "7d", 1, Given.Noon.AddDays(-7)), (demand.Rule, demand.Window, demand.Max, demand.WindowStart));
        foreach (
            var same in (string[])
                ["雙十一會員專享 拒收請回復Ｒ", "【花间茶事】双十一会员专享，拒收请回复R", "双*十*一会员专享，拒收请回复r"]
        )
            Assert.Equal(demand.Said, Said(Given.Sms(same)));
        Assert.NotEqual(demand.Said, Said(Given.Sms("双十二会员专享，拒收请回复R")));
        Assert.NotEqual(demand.Said, Said(Given.Sms("双十一 会员专享，拒收请回复R") with { Campaign = "618" }));
    }

    [Fact]
    public void A_template_is_counted_as_it_is_read_and_two_orders_are_two_texts()
    {
        var order = Given.Sms() with { TemplateId = "T1", Contents = [Given.Variables(("1", "A1001"))] };
        var plain = Given.Sms("您的订单A1001已发货");
        Assert.Equal(Said(plain), Said(order, Given.Template("您的订单{1}已发货")));
        Assert.NotEqual(
            Said(order, Given.Template("您的订单{1}已发货")),
            Said(order with { Contents = [Given.Variables(("1", "A1002"))] }, Given.Template("您的订单{1}已发货"))
        );
        Assert.NotEqual(Said(order), Said(order with { TemplateId = "T2" }));
    }

    [Fact]
    public void Who_was_sent_it_before_is_removed_by_the_rule()
    {
        var decision = Draft(Given.Sms(recipients: 2)).Settle(new Grants([true, false]));
        Assert.Equal([Effect.Deny, Effect.Permit], decision.Recipients.Select(recipient => recipient.Effect));
        Assert.Equal(
            new RuleHit(Rule with { Pack = decision.Recipients[0].Determining[0].Rule.Pack }, Reasons.Once).Reason,
            decision.Recipients[0].Determining[0].Reason
        );
    }

    [Fact]
    public void In_one_batch_a_person_gets_a_text_once_and_another_text_as_well()
    {
        var message = Given.Sms(recipients: 4) with
        {
            Recipients = [Given.Person(0), Given.Person(1), Given.Person(2, 1), Given.Person(3)],
            Contents = [Given.Text("您的订单A1001已发货"), Given.Text("您的订单A1002已发货")],
        };
        var facts = Given.Facts(Given.Agreed, Given.Agreed with { SameAs = 0 }, Given.Agreed with { SameAs = 0 }, Given.Agreed);
        var decision = Given.Set(Given.ConsentRule).Decide(message, facts);
        Assert.Equal([Effect.Permit, Effect.Deny, Effect.Permit, Effect.Permit], decision.Recipients.Select(recipient => recipient.Effect));
        Assert.Equal(["gateway/repeated"], decision.Recipients[1].Determining.Ids());
        Assert.Equal(Reasons.Repeated, decision.Recipients[1].Determining[0].Reason);
    }

    [Fact]
    public void A_first_row_that_may_not_be_sent_keeps_the_text_for_the_next()
    {
        var facts = Given.Facts(
            Given.Agreed with
            {
                Suppression = Fact.Known(new SuppressionFact("complaint", Given.Noon)),
            },
            Given.Agreed with
            {
                SameAs = 0,
            }
        );
        var decision = Given.Set(Given.ConsentRule, Given.SuppressionRule).Decide(Given.Sms(recipients: 2), facts);
        Assert.Equal([Effect.Deny, Effect.Permit], decision.Recipients.Select(recipient => recipient.Effect));
    }
}
