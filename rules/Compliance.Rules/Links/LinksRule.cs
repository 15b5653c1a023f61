using System.Collections.Immutable;
using System.ComponentModel;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Links;

/// <summary>Addresses in the text must lead to the brand's own domains.</summary>
[RuleKind("links", Outcome.Deny, Outcome.Review, Outcome.Record)]
[Description("链接：只许指向列出的域名")]
public sealed record LinksRule : ContentRule
{
    [Description("域名")]
    public required LinkSettings Links { get; init; }

    public override IEnumerable<RuleProblem> Problems() => LinkSettings.Problems("links.allowed", Links.Allowed);

    internal override ContentJudge Compile() => new LinksJudge(Links.Allowed);
}

public sealed record LinkSettings
{
    [Description("允许的域名，含其下级域名；空表示不许有链接")]
    public required ImmutableArray<string> Allowed { get; init; }

    internal static IEnumerable<RuleProblem> Problems(string key, ImmutableArray<string> domains)
    {
        for (var i = 0; i < domains.Length; i++)
            if (Uri.CheckHostName(domains[i]) != UriHostNameType.Dns)
                yield return new($"{key}[{i}]", $"“{domains[i]}”不是域名；只写域名，不写 http:// 和路径");
    }

    /// <summary>The host is one of these domains, or lies under one.</summary>
    internal static bool Allows(ImmutableArray<string> domains, string host)
    {
        foreach (var domain in domains)
            if (
                host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
                && (host.Length == domain.Length || host[host.Length - domain.Length - 1] == '.')
            )
                return true;
        return false;
    }
}
