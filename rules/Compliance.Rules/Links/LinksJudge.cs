using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Links;

internal sealed class LinksJudge(ImmutableArray<string> allowed) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        foreach (var link in content.Links())
            if (!Allows(link.Host))
                content.Found(rule, Reasons.Link, link.Start, link.Length, link.Host);
    }

    private bool Allows(string host) => LinkSettings.Allows(allowed, host);
}
