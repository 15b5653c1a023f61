using System.Collections.Immutable;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Minimise;

internal sealed class MinimiseJudge(ImmutableArray<string> allowed) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        for (var i = 0; i < content.Content.Fields.Length; i++)
            if (content.Content.Fields[i].Variable is { } variable && !allowed.Contains(variable))
                content.Surplus(rule, i);
    }
}
