using System.Collections.Immutable;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Rules.QuietHours;

namespace Compliance.Policies.Analysis;

/// <summary>Two quiet spans of the same messages with a sliver between them (23:59 to 00:00): somebody meant one span.</summary>
internal static class QuietGapAnalysis
{
    /// <summary>A longer pause between two spans is a choice (a siesta), a shorter one an accident.</summary>
    private const int LongestAccident = 60;

    public static void Run(ImmutableArray<WrittenRule> rules, Diagnostics diagnostics)
    {
        var quiet = rules.Where(written => written.Rule is QuietHoursRule).ToArray();
        foreach (var first in quiet)
        foreach (var second in quiet)
            if (first != second)
                Check(first, second, quiet, diagnostics);
    }

    private static void Check(WrittenRule first, WrittenRule second, WrittenRule[] quiet, Diagnostics diagnostics)
    {
        var (a, b) = (((QuietHoursRule)first.Rule).Quiet, ((QuietHoursRule)second.Rule).Quiet);
        if (a.Zone != b.Zone || !(Scopes.Covers(first.Rule.When, second.Rule.When) || Scopes.Covers(second.Rule.When, first.Rule.When)))
            return;
        var ends = QuietSpan.Of(a).To % QuietSpan.Day;
        var gap = (QuietSpan.Of(b).From - ends + QuietSpan.Day) % QuietSpan.Day;
        if (gap is 0 or > LongestAccident || quiet.Any(other => IsQuiet(((QuietHoursRule)other.Rule).Quiet, ends)))
            return;
        diagnostics.Warn(
            second,
            "quiet.from",
            "quiet-gap",
            $"“{first.Rule.Id}”到 {a.To:HH\\:mm} 止，这里从 {b.From:HH\\:mm} 起，中间有 {gap} 分钟不静默。",
            "把两段接上，或者合成一条（to 早于 from 表示次日）。"
        );
    }

    private static bool IsQuiet(QuietSettings quiet, int minute)
    {
        var span = QuietSpan.Of(quiet);
        return span.Contains(new QuietSpan(minute, minute + 1));
    }
}
