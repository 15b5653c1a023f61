using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Minors;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Minors;

public sealed class MinorsRuleTests
{
    private static string? Reason(Fact<int> born, UnknownAge unknown = UnknownAge.Remove)
    {
        var rule = Given.Rule<MinorsRule>("minors", Outcome.Remove) with
        {
            Minors = new() { Under = 18, Unknown = unknown },
        };
        var decision = Given
            .Set(Given.ConsentRule, rule)
            .Decide(Given.Sms(), Given.Facts(Given.Agreed with { BirthYear = born }))
            .Recipients[0];
        return decision.Effect == Effect.Permit ? null : decision.Determining[0].Reason;
    }

    [Theory]
    [InlineData(1990, null)]
    [InlineData(2007, null)]
    [InlineData(2008, Reasons.UnderAge)]
    [InlineData(2013, Reasons.UnderAge)]
    public void Who_may_still_be_under_the_age_this_year_is_removed(int born, string? reason) =>
        Assert.Equal(reason, Reason(Fact.Known(born)));

    [Fact]
    public void An_unknown_age_is_what_the_rule_says()
    {
        Assert.Equal(Reasons.UnknownAge, Reason(Fact.Nothing<int>()));
        Assert.Null(Reason(Fact.Nothing<int>(), UnknownAge.Permit));
    }

    [Fact]
    public void An_age_that_can_not_be_asked_for_removes_whatever_the_rule_says_of_unknown_ages() =>
        Assert.Equal(Reasons.Unavailable, Reason(Fact.Unavailable<int>(), UnknownAge.Permit));
}
