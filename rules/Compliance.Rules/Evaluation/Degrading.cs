using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

internal static class Degrading
{
    /// <summary>Whether a rule whose facts are unavailable lets the message pass: only if it says so, and never marketing or service.</summary>
    public static bool Allowed(Rule rule, Category category) =>
        rule.Unavailable == WhenUnavailable.Degrade && category is Category.Security or Category.Transaction;
}
