using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Combining;

/// <summary>Clause (a): the strictest category is effective, and all else is judged under it.</summary>
public sealed class CategoryTests
{
    private static readonly PolicySet Set = Given.Set(Given.ConsentRule, Given.ContractRule);

    private static CategoryGuardRule Guard =>
        Given.Rule<CategoryGuardRule>("guard", Outcome.Record) with
        {
            Guard = new() { Links = true },
        };

    [Theory]
    [InlineData(null, null, Category.Marketing, "unknown")]
    [InlineData(Category.Service, null, Category.Service, "declared")]
    [InlineData(null, Category.Transaction, Category.Transaction, "template")]
    [InlineData(Category.Security, Category.Service, Category.Service, "template")]
    [InlineData(Category.Marketing, Category.Security, Category.Marketing, "declared")]
    public void The_stricter_of_declared_and_templates_is_effective(Category? declared, Category? template, Category effective, string by)
    {
        var message = Given.Sms("您的订单已发出") with { Declared = declared, TemplateId = template is null ? null : "t1" };
        var facts = message.AllAgreed() with
        {
            Template = template is { } category ? Fact.Known(Given.Template("您的订单已发出", category)) : Fact.Nothing<TemplateFact>(),
        };
        Assert.Equal(new CategoryDecision(declared, effective, by), Set.Decide(message, facts).Category);
    }

    [Fact]
    public void A_template_that_nobody_registered_is_marketing_whatever_is_declared()
    {
        var message = Given.Sms("123456") with { Declared = Category.Security, TemplateId = "t9" };
        var decision = Set.Decide(message, Given.Facts(Given.Unknown));
        Assert.Equal(new(Category.Security, Category.Marketing, "unknown"), decision.Category);
        Assert.Equal(["consent-marketing"], decision.Recipients[0].Determining.Ids());
        Assert.Equal("gateway/template-unknown", Assert.Single(decision.Contents[0].Findings).Rule.Id);
    }

    [Fact]
    public void A_guard_makes_a_disguised_message_marketing_and_consent_is_asked_for()
    {
        var message = Given.Sms("您的订单已发出，更多优惠见 t.cn/abc") with { Declared = Category.Service };
        var decision = Given.Set(Given.ConsentRule, Given.ContractRule, Guard).Decide(message, Given.Facts(Given.Unknown));
        Assert.Equal(new(Category.Service, Category.Marketing, "guard"), decision.Category);
        Assert.Equal(["consent-marketing"], decision.Recipients[0].Determining.Ids());
        var finding = Assert.Single(decision.Contents[0].Findings);
        Assert.Equal(("guard", Severity.Warn, "t.cn"), (finding.Rule.Id, finding.Severity, finding.Term));
    }

    [Fact]
    public void A_guard_for_services_is_recorded_although_marketing_is_judged_in_the_end()
    {
        var guard = Guard with { When = new() { Category = [Category.Service] } };
        var message = Given.Sms("见 t.cn/abc") with { Declared = Category.Service };
        Assert.Single(Given.Set(Given.ConsentRule, Given.ContractRule, guard).Decide(message).Contents[0].Findings);
    }

    [Fact]
    public void A_disguised_variant_is_marketing_and_its_neighbour_is_not()
    {
        var message = Given.Sms(recipients: 2) with
        {
            Declared = Category.Service,
            Recipients = [Given.Person(0, 0), Given.Person(1, 1)],
            Contents = [Given.Text("您的订单已发出"), Given.Text("见 t.cn/abc")],
        };
        var decision = Given.Set(Given.ConsentRule, Given.ContractRule, Guard).Decide(message, Given.Facts(Given.Unknown, Given.Agreed));
        Assert.Equal(new(Category.Service, Category.Marketing, "guard"), decision.Category);
        Assert.Equal(new(Category.Service, Category.Service, "declared"), decision.Contents[0].Category);
        Assert.Null(decision.Contents[1].Category);
        Assert.Equal(["basis-contract", "consent-marketing"], decision.Recipients.Select(recipient => recipient.LawfulBasis!.Rule.Id));
        var unknown = Given.Set(Given.ConsentRule, Given.ContractRule, Guard).Decide(message, Given.Facts(Given.Unknown, Given.Unknown));
        Assert.Equal([Effect.Permit, Effect.Deny], unknown.Recipients.Select(recipient => recipient.Effect));
    }

    [Fact]
    public void A_guard_has_nothing_to_say_of_a_message_that_is_no_milder_than_its_own_category()
    {
        var guard = Guard with
        {
            Guard = new() { Links = true, Category = Category.Service },
        };
        var decision = Given
            .Set(Given.ConsentRule, Given.ContractRule, guard)
            .Decide(Given.Sms("见 t.cn/abc") with { Declared = Category.Service });
        Assert.Equal("declared", decision.Category.By);
        Assert.Empty(decision.Contents[0].Findings);
    }

    [Fact]
    public void A_guard_never_makes_a_category_milder()
    {
        var guard = Guard with
        {
            Guard = new() { Links = true, Category = Category.Service },
        };
        Assert.Equal(Category.Marketing, Given.Set(Given.ConsentRule, guard).Decide(Given.Sms("见 t.cn/abc")).Category.Effective);
    }
}
