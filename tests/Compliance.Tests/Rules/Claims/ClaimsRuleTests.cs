using Compliance.Rules.Claims;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Claims;

public sealed class ClaimsRuleTests
{
    private static ClaimsRule Rule(int? over, params string[] patterns) =>
        Given.Rule<ClaimsRule>("claims", Outcome.Evidence) with
        {
            Claims = new()
            {
                Claim = ClaimKind.Lottery,
                Patterns = [.. patterns],
                Over = over,
            },
        };

    [Fact]
    public void A_claim_without_evidence_denies_and_says_what_would_help()
    {
        var decision = Given.Set(Given.ConsentRule, Rule(null, "销量第[一1]")).Decide(Given.Sms("全国销量第一"));
        Assert.Equal((DecisionEffect.Deny, Remedy.Evidence), (decision.Effect, decision.Remedy));
        var finding = Assert.Single(decision.Contents[0].Findings);
        Assert.Equal((Severity.Evidence, 2, 4, "lottery"), (finding.Severity, finding.Start, finding.Length, finding.Term));
    }

    [Theory]
    [InlineData("最高奖50000元", false)]
    [InlineData("最高奖50001元", true)]
    [InlineData("最高奖5万元", false)]
    [InlineData("最高奖6万元", true)]
    [InlineData("最高奖50,001元", true)]
    [InlineData("最高奖49999.5元", false)]
    [InlineData("最高奖99999999999999999999999999999999元", true)]
    public void An_amount_counts_only_over_the_limit(string text, bool found)
    {
        var rule = Rule(50_000, @"最高奖(?<amount>[\d,.]+)(?<unit>万)?元");
        Assert.Equal(found, Given.Set(Given.ConsentRule, rule).Decide(Given.Sms(text)).Effect == DecisionEffect.Deny);
    }

    [Theory]
    [InlineData("(", "有误")]
    [InlineData("(a)\\1", "不支持")]
    [InlineData("(?=a)a", "不支持")]
    [InlineData("a*", "空文字")]
    public void A_pattern_that_can_not_be_used_is_a_problem(string pattern, string says)
    {
        var problem = Assert.Single(Rule(null, pattern).Problems());
        Assert.Equal("claims.patterns[0]", problem.Key);
        Assert.Contains(says, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_needs_an_amount_to_compare()
    {
        Assert.Single(Rule(50_000, "最高奖").Problems());
        Assert.NotEmpty(
            (
                Rule(50_000) with
                {
                    Claims = new()
                    {
                        Claim = ClaimKind.Lottery,
                        Words = ["w.tsv"],
                        Over = 1,
                    },
                }
            ).Problems()
        );
        Assert.NotEmpty(Rule(null).Problems());
    }
}
