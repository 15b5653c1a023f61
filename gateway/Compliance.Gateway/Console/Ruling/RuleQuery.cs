using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Console.Ruling;

/// <summary>What the list of rules is narrowed down to; null does not narrow.</summary>
internal sealed record RuleQuery(string? Text, string? Pack, string? Kind, string? Mode)
{
    public bool Covers(Rule rule) =>
        (string.IsNullOrEmpty(Pack) || rule.Pack == Pack)
        && (string.IsNullOrEmpty(Kind) || RuleWords.Kind(rule) == Kind)
        && (string.IsNullOrEmpty(Mode) || (Mode == "shadow") == (rule.Mode == RuleMode.Shadow))
        && (string.IsNullOrWhiteSpace(Text) || Holds(rule, Text.Trim()));

    private static bool Holds(Rule rule, string text) =>
        new[] { rule.Id, rule.Title, rule.Message, rule.Owner }
            .Concat(rule.Basis.Select(basis => $"{basis.Law}/{basis.Article}"))
            .Any(one => one.Contains(text, StringComparison.OrdinalIgnoreCase));
}
