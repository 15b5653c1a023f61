using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Links;

internal sealed class LinksJudge(ImmutableArray<string> allowed) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        foreach (var link in content.Links())
            if (!Allowed(link.Host))
                content.Found(rule, Reasons.Link, link.Start, link.Length, link.Host);
    }

    private bool Allowed(string host)
    {
        foreach (var domain in allowed)
            if (
                host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
                && (host.Length == domain.Length || host[host.Length - domain.Length - 1] == '.')
            )
                return true;
        return false;
    }
}
