using System.Collections.Immutable;
using Compliance.Policies.Yaml;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Packs;

/// <summary>One pack as read; what could not be read is in the diagnostics and missing here.</summary>
internal sealed record Pack
{
    public required string Name { get; init; }

    public PackHeader? Header { get; init; }

    public ImmutableArray<WrittenRule> Rules { get; init; } = [];

    public ImmutableArray<Written<PurposeRecord>> Purposes { get; init; } = [];

    public ImmutableArray<Written<EvidenceRecord>> Evidence { get; init; } = [];

    public ImmutableArray<LawRecord> Laws { get; init; } = [];
}

/// <summary>A rule and where it is written.</summary>
internal sealed record WrittenRule(Rule Rule, string File, MapNode Node)
{
    /// <summary>The node of a key, so that a finding about it has a place.</summary>
    public Node At(string path) => Node.Nearest(path);
}

/// <summary>A record of a list and where it is written.</summary>
internal sealed record Written<T>(T Record, Node Node);
