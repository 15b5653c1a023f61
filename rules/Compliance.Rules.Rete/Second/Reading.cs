using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Masking;
using Compliance.Rules.MustContain;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Rete.Second;

/// <summary>A variant as rules read it. What they report is only written down here: what it means is weighed by <see cref="TextVerdict"/>.</summary>
internal sealed class Reading : ContentCase
{
    private List<Report> _reports = [];

    /// <summary>What one rule reports of the text as it stands; the last report says if the rule broke.</summary>
    public IReadOnlyList<Report> Reports(CompiledRule rule, Action<CompiledRule, Reading> judge)
    {
        _reports = [];
        try
        {
            judge(rule, this);
        }
        catch (Exception)
        {
            _reports.Add(new(rule, ReportKind.Broke, Reasons.Error));
        }
        return _reports;
    }

    /// <summary>The words that were found, with the rules whose lists have them.</summary>
    public IEnumerable<(CompiledRule Rule, WordHit Hit)> RulesOfWords()
    {
        var words = Words.ToArray();
        return words.Select(hit => (Set.Words!.RuleOf(hit), hit));
    }

    public override void Found(
        CompiledRule rule,
        string reason,
        int start,
        int length,
        string term,
        Severity ceiling = Severity.Block,
        string? suggestion = null,
        PersonalDataKind? kind = null
    ) =>
        _reports.Add(
            new(rule, ReportKind.Found, reason)
            {
                Start = start,
                Length = length,
                Term = term,
                Ceiling = ceiling,
                Suggestion = suggestion,
                Data = kind,
            }
        );

    public override void Missing(CompiledRule rule, string what, RequiredText? text) =>
        _reports.Add(new(rule, ReportKind.Missing, Reasons.Missing) { Term = what, Wanted = text });

    public override void Surplus(CompiledRule rule, int field) =>
        _reports.Add(new(rule, ReportKind.Surplus, Reasons.Surplus) { Field = field });

    public override void Whole(CompiledRule rule, string reason) =>
        _reports.Add(new(rule, ReportKind.Whole, reason) { Term = rule.Rule.Id });
}

internal enum ReportKind
{
    Found,
    Missing,
    Surplus,
    Whole,
    Broke,
}

internal sealed record Report(CompiledRule Compiled, ReportKind Kind, string Reason)
{
    public int Start { get; init; }

    public int Length { get; init; }

    public string Term { get; init; } = "";

    public Severity Ceiling { get; init; } = Severity.Block;

    public string? Suggestion { get; init; }

    public PersonalDataKind? Data { get; init; }

    public RequiredText? Wanted { get; init; }

    public int Field { get; init; } = -1;
}
