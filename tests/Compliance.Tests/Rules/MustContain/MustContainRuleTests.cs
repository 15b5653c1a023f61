using Compliance.Rules.Decisions;
using Compliance.Rules.MustContain;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.MustContain;

public sealed class MustContainRuleTests
{
    private static readonly MustContainRule HealthFood = Given.Rule<MustContainRule>("health-food-notice", Outcome.Deny) with
    {
        MustContain = new()
        {
            Text = new() { AnyOf = ["本品不能代替药物"] },
            IfAny = ["保健食品", "蓝帽子"],
        },
    };

    [Theory]
    [InlineData("保健食品满减", DecisionEffect.Deny)]
    [InlineData("保健食品满减，本品不能代替药物", DecisionEffect.Permit)]
    [InlineData("普通食品满减", DecisionEffect.Permit)]
    public void The_notice_is_asked_for_where_its_words_stand(string text, DecisionEffect effect) =>
        Assert.Equal(effect, Given.Set(Given.ConsentRule, HealthFood).Decide(Given.Sms(text)).Effect);

    [Theory]
    [InlineData("health-food", DecisionEffect.Deny)]
    [InlineData("food", DecisionEffect.Permit)]
    [InlineData(null, DecisionEffect.Permit)]
    public void Where_the_industry_is_known_the_notice_is_asked_for_without_the_words(string? industry, DecisionEffect effect)
    {
        var rule = HealthFood with { MustContain = HealthFood.MustContain with { AlwaysInIndustry = ["health-food"] } };
        var message = Given.Sms("辅酶胶囊到店") with { Industry = industry };
        Assert.Equal(effect, Given.Set(Given.ConsentRule, rule).Decide(message).Effect);
    }

    [Fact]
    public void The_finding_is_about_the_whole_text_and_says_what_to_write()
    {
        var finding = Assert.Single(Given.Set(Given.ConsentRule, HealthFood).Decide(Given.Sms("保健食品满减")).Contents[0].Findings);
        Assert.Equal((-1, 0, 0, "本品不能代替药物"), (finding.Field, finding.Start, finding.Length, finding.Suggestion));
    }

    [Theory]
    [InlineData(TextPlace.Start, "AB正文", true)]
    [InlineData(TextPlace.Start, "正文AB", false)]
    [InlineData(TextPlace.End, "正文AB ", true)]
    [InlineData(TextPlace.End, "AB正文", false)]
    [InlineData(TextPlace.Anywhere, "正ab文", true)]
    public void The_place_counts(TextPlace where, string text, bool stands)
    {
        var rule = HealthFood with
        {
            MustContain = new()
            {
                Text = new() { AnyOf = ["AB"], Where = where },
            },
        };
        Assert.Equal(
            stands ? DecisionEffect.Permit : DecisionEffect.Deny,
            Given.Set(Given.ConsentRule, rule).Decide(Given.Sms(text)).Effect
        );
    }
}
