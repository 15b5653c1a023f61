using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Masking;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Masking;

/// <summary>What legal lets stay readable: by template, by variable, by kind; and nothing besides.</summary>
public sealed class MaskAllowanceTests
{
    private static readonly MaskAllowance Courier = new()
    {
        Template = "t1",
        Variables = ["2"],
        Reason = "收件人要联系派送员",
    };

    [Fact]
    public void The_couriers_number_stays_and_another_is_masked() =>
        Assert.Equal(["手机139****5678", "派送员电话13912345678"], Texts(Courier, "t1", "手机13912345678", "派送员电话13912345678"));

    [Fact]
    public void It_holds_for_its_template_alone() =>
        Assert.Equal(["张三", "派送员电话139****5678"], Texts(Courier, "t2", "张三", "派送员电话13912345678"));

    [Fact]
    public void It_holds_for_its_kinds_alone() =>
        Assert.Equal(
            ["张三", "派送员电话139****5678"],
            Texts(Courier with { Kinds = [PersonalDataKind.IdCard] }, "t1", "张三", "派送员电话13912345678")
        );

    [Fact]
    public void Without_a_template_the_variable_counts_wherever_it_is() =>
        Assert.Equal(["张三", "派送员电话13912345678"], Texts(Courier with { Template = null }, "t2", "张三", "派送员电话13912345678"));

    /// <summary>Half of the number in an allowed variable and half in another one: not wholly the courier's.</summary>
    [Fact]
    public void A_number_over_two_variables_is_not_allowed_by_one() =>
        Assert.NotEmpty(Decide(Courier, "t1", "电话1391234", "5678", "{1}{2}").Contents[0].Obligations);

    [Fact]
    public void A_template_without_variables_covers_its_fixed_text()
    {
        var allowed = new MaskAllowance { Template = "t1", Reason = "顾问自己的电话" };
        Assert.Equal(DecisionEffect.Permit, Decide(allowed, "t1", "张三", "明天", "{1}，{2}请联系您的顾问13912345678").Effect);
        Assert.Equal(DecisionEffect.Deny, Decide(Courier, "t1", "张三", "明天", "{1}，{2}请联系您的顾问13912345678").Effect);
    }

    [Theory]
    [InlineData(null, "", "mask.allow[0]")]
    [InlineData("t1", "{1}", "mask.allow[0].variables")]
    [InlineData("t1", "${name}", "mask.allow[0].variables")]
    public void An_allowance_that_can_not_be_meant_is_told(string? template, string variable, string key)
    {
        var rule = Rule(
            new MaskAllowance
            {
                Template = template,
                Variables = variable.Length == 0 ? [] : [variable],
                Reason = "原因",
            }
        );
        Assert.Equal([key], rule.Problems().Select(problem => problem.Key));
    }

    [Fact]
    public void A_kind_that_the_rule_does_not_mask_and_an_allowance_within_another_are_told()
    {
        Assert.Single(Rule(Courier with { Kinds = [PersonalDataKind.Email] }).Problems());
        Assert.Single(Rule(Courier with { Variables = [] }, Courier).Problems());
        Assert.Empty(Rule(Courier, Courier with { Template = "t2" }).Problems());
    }

    /// <summary>Forty thousand fields with a phone each: found, mapped back and masked without looking at each for each.</summary>
    [Fact]
    public void Tens_of_thousands_of_fields_are_masked_in_one_pass()
    {
        var fields = Enumerable
            .Range(0, 40_000)
            .Select(i => new Compliance.Rules.Messages.ContentField { Name = $"f{i}", Text = $"手机139{i:00000000}" });
        var message = Given.Sms() with { Contents = [new() { Fields = [.. fields] }] };
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var decision = Given.Set([Given.ConsentRule, Rule()]).Decide(message);
        Assert.Equal(40_000, decision.Contents[0].Rewrites.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), clock.Elapsed.ToString());
    }

    private static MaskRule Rule(params ReadOnlySpan<MaskAllowance> allow) =>
        Given.Rule<MaskRule>("mask", Outcome.Mask) with
        {
            Mask = new() { Kinds = [PersonalDataKind.Mobile, PersonalDataKind.IdCard], Allow = [.. allow] },
        };

    private static Decision Decide(MaskAllowance allow, string template, string first, string second, string text) =>
        Given
            .Set([Given.ConsentRule, Rule(allow)])
            .Decide(
                Message(template, first, second),
                Message(template, first, second).AllAgreed() with
                {
                    Template = Fact.Known(Given.Template(text)),
                }
            );

    private static List<string?> Texts(MaskAllowance allow, string template, string first, string second) =>
        Decide(allow, template, first, second, "您好{1}，{2}").Texts(Message(template, first, second));

    private static Compliance.Rules.Messages.Message Message(string template, string first, string second) =>
        Given.Sms() with
        {
            TemplateId = template,
            Contents = [Given.Variables(("1", first), ("2", second))],
        };
}
