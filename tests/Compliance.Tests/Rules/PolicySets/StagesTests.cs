using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Outcome = Compliance.Rules.PolicySets.Outcome;

namespace Compliance.Tests.Rules.PolicySets;

/// <summary>
/// A kind is one class: what it derives from says where it is judged. One that derives from <see cref="Rule"/> alone, which nobody would judge, does not compile.
/// </summary>
public sealed class StagesTests
{
    private static readonly Type[] Stages =
    [
        typeof(WholeMessageRule),
        typeof(ContentRule),
        typeof(ConsentRule),
        typeof(RecipientRule),
        typeof(CapRule),
    ];

    /// <summary>No message to more than so many.</summary>
    [RuleKind("audience-limit", Outcome.Deny)]
    private sealed record AudienceLimitRule : WholeMessageRule
    {
        public required int Most { get; init; }

        public override string? Objection(Message message, KnownFacts facts) => message.Recipients.Length > Most ? "audience-limit" : null;
    }

    [Fact]
    public void What_no_stage_judges_cannot_be_built_into_a_set()
    {
        var refused = Assert.Throws<ArgumentException>(() => Set(GatewayRule.Halted));
        Assert.Contains("gateway/halted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_is_judged_somewhere() =>
        Assert.All(RuleKinds.All.Values, kind => Assert.Contains(Stages, stage => kind == stage || kind.IsSubclassOf(stage)));

    [Fact]
    public void A_kind_about_the_message_is_one_class_and_is_judged()
    {
        var limit = Given.Rule<AudienceLimitRule>("limit", Outcome.Deny) with { Most = 1 };
        Assert.Equal(DecisionEffect.Permit, Decide(limit, 1).Effect);
        var denied = Decide(limit, 2);
        Assert.Equal(DecisionEffect.Deny, denied.Effect);
        Assert.Equal(("limit", "audience-limit"), denied.Denied.Select(hit => (hit.Rule.Id, hit.Reason)).Single());
    }

    private static Decision Decide(Rule rule, int people) => Set(rule).Decide(Given.Sms(recipients: people));

    private static PolicySet Set(Rule rule) => Given.Set(Given.ConsentRule with { When = Scope.Everything }, rule);
}
