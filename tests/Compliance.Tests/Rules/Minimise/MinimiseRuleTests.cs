using Compliance.Rules.Decisions;
using Compliance.Rules.Minimise;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Minimise;

public sealed class MinimiseRuleTests
{
    [Theory]
    [InlineData(Outcome.Deny, DecisionEffect.Deny)]
    [InlineData(Outcome.Record, DecisionEffect.Permit)]
    [InlineData(Outcome.DropField, DecisionEffect.Permit)]
    public void A_variable_that_the_purpose_does_not_need_is_refused_recorded_or_dropped(Outcome then, DecisionEffect effect)
    {
        var rule = Given.Rule<MinimiseRule>("minimise", then) with { Minimise = new() { Allowed = ["name"] } };
        var message = Given.Sms() with { Contents = [Given.Variables(("name", "张三"), ("id_card", "x"))] };
        var decision = Given.Set(Given.ConsentRule, rule).Decide(message);
        Assert.Equal(effect, decision.Effect);
        var finding = Assert.Single(decision.Contents[0].Findings);
        Assert.Equal((1, "id_card"), (finding.Field, finding.Term));
        Assert.Equal(then == Outcome.DropField ? ["张三", null] : ["张三", "x"], decision.Texts(message));
    }
}
