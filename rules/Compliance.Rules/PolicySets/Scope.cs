using System.Collections.Immutable;
using System.ComponentModel;
using Compliance.Rules.Messages;
using Compliance.Rules.Places;

namespace Compliance.Rules.PolicySets;

/// <summary>Where a rule applies; an empty list does not restrict. A channel may be a family. All but the last three lie with the message, those with each recipient.</summary>
public sealed record Scope
{
    public static Scope Everything { get; } = new();

    [Description("通道或者通道族：sms、push、email、robot、wecom、wechat")]
    public ImmutableArray<string> Channel { get; init; } = [];

    [Description("类别")]
    public ImmutableArray<Category> Category { get; init; } = [];

    [Description("目的")]
    public ImmutableArray<string> Purpose { get; init; } = [];

    [Description("活动")]
    public ImmutableArray<string> Campaign { get; init; } = [];

    [Description("发送方")]
    public ImmutableArray<string> Sender { get; init; } = [];

    [Description("行业；消息未声明行业时，各行业的规则都适用")]
    public ImmutableArray<string> Industry { get; init; } = [];

    [Description("品牌")]
    public ImmutableArray<string> Brand { get; init; } = [];

    [Description("人群标签（登记在人员上的 segments）；没有登记过标签的人不在任何人群里")]
    public ImmutableArray<string> Segment { get; init; } = [];

    /// <summary>Prefixes of codes of GB/T 2260.</summary>
    [Description("地区：GB/T 2260 行政区划代码的前两位（省）、四位（市）或者全部六位（区县）；地区不明的人也受约束")]
    public ImmutableArray<string> Region { get; init; } = [];

    [Description("一天中的时段；不写则全天")]
    public HoursOfDay? Time { get; init; }

    /// <summary>Whether it takes a recipient to tell.</summary>
    internal bool IsPersonal => !Segment.IsEmpty || !Region.IsEmpty || Time is not null;

    /// <summary>What is wrong with it, beyond each value's own form.</summary>
    public IEnumerable<RuleProblem> Problems()
    {
        foreach (var region in Region)
            if (!Regions.IsCode(region))
                yield return new("when.region", $"“{region}”不是行政区划代码；写两位、四位或者六位数字，例如 31（上海市）、4403（深圳市）");
        if (Time is not { } time)
            yield break;
        foreach (var problem in ClockSpan.Problems("when.time", time.From, time.To, time.Zone))
            yield return problem;
    }
}
