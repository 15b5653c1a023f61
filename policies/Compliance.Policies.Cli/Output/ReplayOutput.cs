using Compliance.Policies.Binding;
using Compliance.Policies.Replays;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Output;

internal static class ReplayOutput
{
    public static void Write(Screen screen, ReplaySummary summary, PolicySet set, List<int> unreadable)
    {
        screen.Line($"规则版本 {set.Revision[..12]}，重放 {summary.Decisions} 个决定。");
        if (unreadable.Count > 0)
            screen.Line($"有 {unreadable.Count} 行不是证据（第 {string.Join("、", unreadable.Take(10))} 行）。", "red");
        var same = summary.Reproduced + summary.NotReproduced;
        if (same > 0)
            screen.Line(
                $"同一版本、同一引擎的决定 {same} 个：完全重现 {summary.Reproduced}，未重现 {summary.NotReproduced}。",
                summary.NotReproduced == 0 ? "green" : "red"
            );
        if (summary.OtherEngine > 0)
            screen.Line($"同一版本、引擎不同的决定 {summary.OtherEngine} 个：不作“完全重现”的断言。", "yellow");
        if (summary.WithErased > 0)
            screen.Line($"有 {summary.WithErased} 个决定的部分收件人已行使删除权，这些收件人不参与比较。");
        if (summary.AssumedGrants > 0)
            screen.Line($"有 {summary.AssumedGrants} 次频次计数当时没有发生，按“未到上限”处理。", "yellow");
        screen.Line(
            $"结果有变化的决定 {summary.Changed} 个，涉及收件人 {summary.RecipientsChanged} 人次。",
            summary.Changed == 0 ? "green" : "yellow"
        );
        Counts(screen, "按规则", summary.Rules);
        Counts(screen, "按渠道", summary.Channels);
        Counts(screen, "按活动", summary.Campaigns);
        foreach (var sample in summary.Samples)
            Sample(screen, sample);
    }

    public static object Json(ReplaySummary summary, PolicySet set, List<int> unreadable, bool well) =>
        new
        {
            ok = well,
            set.Revision,
            summary.Decisions,
            summary.Reproduced,
            summary.NotReproduced,
            summary.OtherEngine,
            summary.WithErased,
            summary.AssumedGrants,
            summary.Changed,
            summary.RecipientsChanged,
            unreadableLines = unreadable,
            byRule = summary.Rules,
            byChannel = summary.Channels,
            byCampaign = summary.Campaigns,
            samples = summary.Samples.Select(sample => new
            {
                sample.Recorded.Message.At,
                sample.Recorded.Message.Channel,
                sample.Recorded.Message.Campaign,
                was = sample.Recorded.Decision.Effect,
                becomes = sample.After.Effect,
                recipients = sample
                    .Changes.Take(10)
                    .Select(change => new
                    {
                        identity = sample.Recorded.Message.Recipients[change.Recipient].Identity,
                        change.Was,
                        change.Becomes,
                        change.Added,
                        change.Removed,
                    }),
            }),
        };

    private static void Counts(Screen screen, string title, IReadOnlyDictionary<string, ChangeCount> counts)
    {
        if (counts.Count == 0)
            return;
        screen.Line($"{title}：");
        foreach (var (key, count) in counts)
            screen.Line(
                $"    {(key.Length == 0 ? "（无）" : key)}：改为拒绝 {count.NowDenied}，改为放行 {count.NowPermitted}，结果不变但理由或者文字不同 {count.OtherReasons}"
            );
    }

    private static void Sample(Screen screen, ReplayedCase sample)
    {
        var message = sample.Recorded.Message;
        screen.Line(
            $"例：{message.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss} {message.Channel} {message.Campaign} {EnumNames<DecisionEffect>.Of(sample.Recorded.Decision.Effect)} → {EnumNames<DecisionEffect>.Of(sample.After.Effect)}"
        );
        foreach (var change in sample.Changes.Take(5))
        {
            var added = change.Added.IsEmpty ? "" : $"，新增 {string.Join("、", change.Added)}";
            var removed = change.Removed.IsEmpty ? "" : $"，不再 {string.Join("、", change.Removed)}";
            screen.Line(
                $"    {message.Recipients[change.Recipient].Identity}：{EnumNames<Effect>.Of(change.Was)} → {EnumNames<Effect>.Of(change.Becomes)}{added}{removed}"
            );
        }
        if (sample.Changes.Length > 5)
            screen.Line($"    另有 {sample.Changes.Length - 5} 人");
    }
}
