using System.Globalization;
using System.Text.RegularExpressions;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Claims;

internal sealed class ClaimsJudge : ContentJudge
{
    private readonly Regex[] _patterns;
    private readonly int? _over;
    private readonly string _term;

    public ClaimsJudge(ClaimSettings settings)
    {
        _patterns = [.. settings.Patterns.Select(ClaimPattern.Compile)];
        _over = settings.Over;
        _term = settings.Claim.ToString().ToLowerInvariant();
    }

    public override void Judge(CompiledRule rule, ContentCase content)
    {
        foreach (var hit in content.Words)
            if (ReferenceEquals(content.Set.RuleOf(hit), rule))
                WordJudge.Report(rule, content, hit, Reasons.Claim);
        foreach (var pattern in _patterns)
        foreach (var match in pattern.EnumerateMatches(content.Text.Span))
            if (_over is null || Amount(pattern, content.Text.Span.Slice(match.Index, match.Length)) > _over)
                content.Found(rule, Reasons.Claim, match.Index, match.Length, _term);
    }

    /// <summary>In yuan. An amount that can't be read is taken for more than any limit.</summary>
    private static decimal Amount(Regex pattern, ReadOnlySpan<char> claim)
    {
        var match = pattern.Match(claim.ToString());
        var digits = match.Groups["amount"].Value.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        if (
            !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > 1_000_000_000_000m
        )
            return decimal.MaxValue;
        return amount
            * match.Groups["unit"].Value switch
            {
                "百" => 100,
                "千" => 1_000,
                "万" => 10_000,
                "亿" => 100_000_000,
                _ => 1,
            };
    }
}
