using Compliance.Rules.Decisions;
using Compliance.Rules.Disclosure;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.MustContain;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Disclosure;

public sealed class DisclosureRuleTests
{
    private static readonly DisclosureRule Signature = Given.Rule<DisclosureRule>("disclosure", Outcome.Deny) with
    {
        Disclosure = new() { Signature = true },
    };

    private static readonly DisclosureRule Subject = Given.Rule<DisclosureRule>("disclosure", Outcome.Append) with
    {
        Disclosure = new()
        {
            Mark = new()
            {
                AnyOf = ["广告", "AD"],
                Append = "广告：",
                Where = TextPlace.TitleStart,
            },
        },
    };

    private static Decision Decide(DisclosureRule rule, Message message) => Given.Set(Given.ConsentRule, rule).Decide(message);

    [Theory]
    [InlineData("【品牌】会员日", true)]
    [InlineData("会员日【品牌】", true)]
    [InlineData(" 【品牌】会员日", true)]
    [InlineData("会员日", false)]
    [InlineData("【】会员日", false)]
    [InlineData("会员【品牌】日", false)]
    [InlineData("【这是一个长得离谱根本不可能是签名的签名真的】会员日", false)]
    public void A_signature_stands_at_the_start_or_the_end(string text, bool signed) =>
        Assert.Equal(signed ? DecisionEffect.Permit : DecisionEffect.Deny, Decide(Signature, Given.Sms(text)).Effect);

    [Fact]
    public void A_field_of_its_own_or_the_registered_templates_signature_will_do()
    {
        var field = new ContentField
        {
            Name = "SignName",
            Text = "品牌",
            Role = FieldRole.Signature,
        };
        Assert.Equal(
            DecisionEffect.Permit,
            Decide(Signature, Given.Sms() with { Contents = [new() { Fields = [field, .. Given.Text("会员日").Fields] }] }).Effect
        );
        Assert.Equal(
            DecisionEffect.Deny,
            Decide(
                Signature,
                Given.Sms() with
                {
                    Contents = [new() { Fields = [field with { Text = " " }, .. Given.Text("会员日").Fields] }],
                }
            ).Effect
        );
        var message = Given.Sms() with { TemplateId = "t1", Contents = [Given.Variables(("1", "张三"))] };
        var facts = message.AllAgreed() with { Template = Fact.Known(Given.Template("{1}您好") with { Signature = "品牌" }) };
        Assert.Equal(DecisionEffect.Permit, Given.Set(Given.ConsentRule, Signature).Decide(message, facts).Effect);
    }

    [Fact]
    public void A_signature_is_never_written_for_the_sender()
    {
        var decision = Decide(Signature with { Then = Outcome.Append }, Given.Sms("会员日"));
        Assert.Equal(Reasons.NotEditable, decision.Contents[0].Determining[0].Reason);
    }

    [Fact]
    public void A_mark_is_put_before_the_subject_and_only_there()
    {
        var message = Given.Sms() with
        {
            Contents =
            [
                new()
                {
                    Fields =
                    [
                        new()
                        {
                            Name = "subject",
                            Text = "会员日",
                            Role = FieldRole.Title,
                        },
                        new() { Name = "html", Text = "广告正文" },
                    ],
                },
            ],
        };
        var decision = Decide(Subject, message);
        Assert.Equal(["广告：会员日", "广告正文"], decision.Texts(message));
        var marked = message with
        {
            Contents = [new() { Fields = [message.Contents[0].Fields[0] with { Text = "ad 会员日" }, message.Contents[0].Fields[1]] }],
        };
        Assert.Empty(Decide(Subject, marked).Contents[0].Rewrites);
    }

    [Fact]
    public void A_message_without_a_subject_can_not_be_marked() =>
        Assert.Equal(Reasons.NotEditable, Decide(Subject, Given.Sms("会员日")).Contents[0].Determining[0].Reason);

    [Fact]
    public void What_stands_in_an_unregistered_templates_own_text_is_not_called_missing()
    {
        var rule = Given.Rule<DisclosureRule>("disclosure", Outcome.Deny) with
        {
            Disclosure = new() { Refusal = new() { AnyOf = ["拒收请回复R"] } },
        };
        var message = Given.Sms() with { TemplateId = "t9", Contents = [Given.Variables(("1", "张三"))] };
        var decision = Decide(rule, message);
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Equal(["gateway/template-unknown"], decision.Contents[0].Findings.Select(finding => finding.Rule.Id));
    }

    [Fact]
    public void Settings_that_ask_for_nothing_or_add_what_does_not_help_are_problems()
    {
        Assert.NotEmpty((Signature with { Disclosure = new() }).Problems());
        Assert.NotEmpty((Subject with { Disclosure = new() { Mark = new() { AnyOf = ["广告"] } } }).Problems());
        Assert.NotEmpty(
            (
                Subject with
                {
                    Disclosure = new()
                    {
                        Mark = new() { AnyOf = ["广告"], Append = "促销" },
                    },
                }
            ).Problems()
        );
        Assert.Empty(Subject.Problems());
    }
}
