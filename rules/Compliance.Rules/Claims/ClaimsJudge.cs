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
            if (ReferenceEquals(content.Set.Words!.RuleOf(hit), rule))
                WordJudge.Report(rule, content, hit, Reasons.Claim);
        if (_patterns.Length == 0)
            return;
        // Every character in its plain form, and none moved: places in the one are places in the other.
        var text = Folding.Plain(content.Text.Span);
        foreach (var pattern in _patterns)
        foreach (var match in pattern.EnumerateMatches(text))
            if (_over is null || Amount(pattern, text.AsSpan(match.Index, match.Length)) > _over)
                content.Found(rule, Reasons.Claim, match.Index, match.Length, _term);
    }

    /// <summary>In yuan. An amount that can't be read is taken for more than any limit.</summary>
    private static decimal Amount(Regex pattern, ReadOnlySpan<char> claim)
    {
        var match = pattern.Match(claim.ToString());
        if (Amounts.Read(match.Groups["amount"].Value) is not { } amount)
            return decimal.MaxValue;
        return amount * (match.Groups["unit"].Value is [var unit] ? Amounts.Unit(unit) : 1);
    }
}
