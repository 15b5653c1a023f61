using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Categories;

internal sealed class GuardJudge(bool links) : ContentJudge
{
    /// <summary>Whether the text is what the guard looks for.</summary>
    public bool Matches(CompiledRule rule, ContentCase content)
    {
        foreach (var hit in content.Words)
            if (ReferenceEquals(content.Set.RuleOf(hit), rule))
                return true;
        return links && content.Links().Count > 0;
    }

    public override void Judge(CompiledRule rule, ContentCase content)
    {
        foreach (var hit in content.Words)
            if (ReferenceEquals(content.Set.RuleOf(hit), rule))
                WordJudge.Report(rule, content, hit, Reasons.Marketing);
        if (links)
            foreach (var link in content.Links())
                content.Found(rule, Reasons.Marketing, link.Start, link.Length, link.Host);
    }
}
