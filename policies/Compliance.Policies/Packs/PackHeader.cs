using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Compliance.Policies.Packs;

/// <summary><c>pack.yaml</c>: what a pack is and who answers for it.</summary>
public sealed record PackHeader
{
    [Description("规则包的名称，与目录名相同")]
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$")]
    public required string Pack { get; init; }

    [Description("一句话说明")]
    public required string Title { get; init; }

    [Description("负责人或者部门")]
    public required string Owner { get; init; }

    [Description("适用什么业务、不包括什么")]
    public string? Description { get; init; }

    /// <summary>Stands in for <c>when.industry</c> of every rule of the pack that has none.</summary>
    [Description("包内规则默认适用的行业；规则自己写了 when.industry 的以规则为准")]
    public ImmutableArray<string> Industry { get; init; } = [];
}
