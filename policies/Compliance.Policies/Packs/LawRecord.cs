using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Compliance.Policies.Packs;

/// <summary>One version of a law in a pack's <c>laws.yaml</c>: what a rule's basis may cite.</summary>
public sealed record LawRecord
{
    [Description("法律、法规、规章或者标准的名称，与规则 basis 中的写法相同")]
    public required string Law { get; init; }

    [Description("文本版本：公布或者修正的日期")]
    public required DateOnly Version { get; init; }

    [Description("该版本施行的第一天")]
    public required DateOnly InForce { get; init; }

    [Description("该版本施行的最后一天；现行的不写")]
    public DateOnly? Until { get; init; }

    [Description("一共多少条；标准等不按条编号的不写")]
    [Range(1, 2000)]
    public int? Articles { get; init; }
}
