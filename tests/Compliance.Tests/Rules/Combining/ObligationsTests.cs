using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;
using Compliance.Rules.Minimise;
using Compliance.Rules.MustContain;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Combining;

/// <summary>Clause (e): what must be done to a text, in which order, and what happens when it can't be.</summary>
public sealed class ObligationsTests
{
    internal static readonly MustContainRule Refusal = Given.Rule<MustContainRule>("refusal", Outcome.Append) with
    {
        MustContain = new()
        {
            Text = new() { AnyOf = ["拒收请回复R"], Append = "，拒收请回复R" },
        },
    };

    internal static readonly MaskRule Mask = Given.Rule<MaskRule>("mask", Outcome.Mask) with
    {
        Mask = new() { Kinds = [PersonalDataKind.Mobile, PersonalDataKind.IdCard] },
    };

    private static readonly MinimiseRule Minimise = Given.Rule<MinimiseRule>("minimise", Outcome.DropField) with
    {
        Minimise = new() { Allowed = ["1", "2"] },
    };

    private static PolicySet Set(params ReadOnlySpan<Rule> rules) => Given.Set([Given.ConsentRule, .. rules]);

    [Fact]
    public void Appends_what_is_missing_and_nothing_when_it_is_there()
    {
        var message = Given.Sms("会员日");
        var decision = Set(Refusal).Decide(message);
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        Assert.Equal(["会员日，拒收请回复R"], decision.Texts(message));
        var duty = Assert.Single(decision.Contents[0].Obligations);
        Assert.Equal((ObligationKind.Append, 0, 3, "拒收请回复R"), (duty.Kind, duty.Field, duty.Start, duty.What));
        Assert.Empty(Set(Refusal).Decide(Given.Sms("会员日，拒收请回复r")).Contents[0].Rewrites);
    }

    [Fact]
    public void Masks_personal_data_in_text_and_keeps_the_rest()
    {
        var message = Given.Sms("顾客13912345678您好");
        var decision = Set(Mask).Decide(message);
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        var text = Assert.Single(decision.Texts(message))!;
        Assert.StartsWith("顾客139", text, StringComparison.Ordinal);
        Assert.EndsWith("您好", text, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", text, StringComparison.Ordinal);
        var finding = Assert.Single(decision.Contents[0].Findings);
        Assert.Equal((Severity.Warn, 0, 2, 11, "mobile"), (finding.Severity, finding.Field, finding.Start, finding.Length, finding.Term));
    }

    [Fact]
    public void Masks_inside_a_template_variable_by_the_place_in_the_variable()
    {
        var message = Given.Sms() with { TemplateId = "t1", Contents = [Given.Variables(("1", "张三"), ("2", "电话13912345678"))] };
        var facts = message.AllAgreed() with { Template = Fact.Known(Given.Template("尊敬的{1}：{2}，拒收请回复R")) };
        var decision = Set(Mask).Decide(message, facts);
        Assert.Equal(DecisionEffect.Permit, decision.Effect);
        var duty = Assert.Single(decision.Contents[0].Obligations);
        Assert.Equal((1, 2, 11), (duty.Field, duty.Start, duty.Length));
        Assert.Equal("张三", decision.Texts(message)[0]);
        Assert.StartsWith("电话139", decision.Texts(message)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Personal_data_put_together_from_two_variables_is_hidden_in_both()
    {
        var message = Given.Sms() with { TemplateId = "t1", Contents = [Given.Variables(("1", "1391234"), ("2", "5678"))] };
        var facts = message.AllAgreed() with { Template = Fact.Known(Given.Template("电话{1}{2}")) };
        var decision = Set(Mask).Decide(message, facts);
        Assert.Equal(["*******", "****"], decision.Texts(message));
    }

    [Fact]
    public void Personal_data_in_the_fixed_text_of_a_template_denies()
    {
        var message = Given.Sms() with { TemplateId = "t1", Contents = [Given.Variables(("1", "张三"))] };
        var facts = message.AllAgreed() with { Template = Fact.Known(Given.Template("{1}请致电13912345678")) };
        var decision = Set(Mask).Decide(message, facts);
        Assert.Equal(new RuleHit(Mask, Reasons.NotEditable), Assert.Single(decision.Contents[0].Determining));
        Assert.Equal(-1, Assert.Single(decision.Contents[0].Findings).Field);
        Assert.Equal(DecisionEffect.Deny, decision.Effect);
    }

    [Fact]
    public void A_field_that_the_channel_can_not_change_denies()
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
                            Name = "content",
                            Text = "电话13912345678",
                            Editable = false,
                        },
                    ],
                },
            ],
        };
        Assert.Equal(new RuleHit(Mask, Reasons.NotEditable), Assert.Single(Set(Mask).Decide(message).Contents[0].Determining));
    }

    [Fact]
    public void A_text_fixed_at_the_provider_can_not_be_appended_to()
    {
        var message = Given.Sms() with { TemplateId = "t1", Contents = [Given.Variables(("1", "张三"))] };
        var facts = message.AllAgreed() with { Template = Fact.Known(Given.Template("{1}，会员日到了")) };
        Assert.Equal(new RuleHit(Refusal, Reasons.NotEditable), Assert.Single(Set(Refusal).Decide(message, facts).Contents[0].Determining));
    }

    [Theory]
    [InlineData(30, DecisionEffect.Permit)]
    [InlineData(27, DecisionEffect.Permit)]
    [InlineData(26, DecisionEffect.Deny)]
    public void A_text_that_becomes_too_long_in_utf8_denies(int most, DecisionEffect effect)
    {
        // Nine characters of three bytes, less the one-byte R: 9 + 16 + 1 + 1.
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
                            Name = "content",
                            Text = "会员日",
                            MaxBytes = most,
                        },
                    ],
                },
            ],
        };
        var decision = Set(
                Refusal with
                {
                    MustContain = new()
                    {
                        Text = new() { AnyOf = ["拒收回复TD"], Append = " 拒收回复TD!!!" },
                    },
                }
            )
            .Decide(message);
        Assert.Equal(effect, decision.Effect);
        if (effect == DecisionEffect.Deny)
            Assert.Equal(Reasons.TooLong, decision.Contents[0].Determining[0].Reason);
    }

    [Fact]
    public void Drop_comes_before_mask_and_mask_before_append()
    {
        var message = Given.Sms() with
        {
            Contents =
            [
                new()
                {
                    Fields =
                    [
                        new() { Name = "text", Text = "电话13912345678" },
                        new()
                        {
                            Name = "v[3]",
                            Text = "13912345678",
                            Role = FieldRole.Variable,
                            Variable = "3",
                        },
                    ],
                },
            ],
        };
        var decision = Set(Refusal, Mask, Minimise).Decide(message);
        Assert.Equal(
            [(ObligationKind.DropField, 1), (ObligationKind.Mask, 0), (ObligationKind.Mask, 1), (ObligationKind.Append, 0)],
            decision.Contents[0].Obligations.Select(duty => (duty.Kind, duty.Field))
        );
        var texts = decision.Texts(message);
        Assert.Null(texts[1]);
        Assert.StartsWith("电话139", texts[0], StringComparison.Ordinal);
        Assert.EndsWith("，拒收请回复R", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void On_one_target_what_hides_more_wins()
    {
        var word = Given.Words("number", ("13912345678", Severity.Block)) with { Then = Outcome.Mask };
        var message = Given.Sms("电话13912345678");
        Assert.Equal(["电话***********"], Set(Mask, word).Decide(message).Texts(message));
    }

    [Fact]
    public void The_rewritten_text_is_judged_once_more()
    {
        // What one rule adds, another forbids: the message can't leave in either form.
        var decision = Set(Refusal, Given.Words("banned", ("回复R", Severity.Block))).Decide(Given.Sms("会员日"));
        Assert.Equal(
            new RuleHit(Assert.Single(decision.Contents[0].Determining).Rule, Reasons.AfterRewrite),
            decision.Contents[0].Determining[0]
        );
        Assert.Equal(["banned"], decision.Recipients[0].Determining.Ids());
        Assert.Empty(decision.Contents[0].Rewrites);
    }

    [Fact]
    public void A_duty_that_does_not_satisfy_its_own_rule_denies()
    {
        var futile = Refusal with
        {
            MustContain = new()
            {
                Text = new() { AnyOf = ["拒收请回复R"], Append = "退订回T" },
            },
        };
        Assert.Equal(Reasons.AfterRewrite, Set(futile).Decide(Given.Sms("会员日")).Contents[0].Determining[0].Reason);
    }

    [Fact]
    public void Duties_belong_to_a_variant_not_to_a_recipient()
    {
        var message = Given.Sms() with
        {
            Recipients = [Given.Person(0, 0), Given.Person(1, 1)],
            Contents = [Given.Text("会员日，拒收请回复R"), Given.Text("会员日")],
        };
        var decision = Set(Refusal).Decide(message);
        Assert.Empty(decision.Contents[0].Rewrites);
        Assert.Equal(["会员日，拒收请回复R"], decision.Texts(message, 1));
    }
}
