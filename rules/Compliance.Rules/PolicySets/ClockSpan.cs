using Compliance.Rules.Places;

namespace Compliance.Rules.PolicySets;

/// <summary>From one time of the day to another, the first included; an end before the beginning is the next day's.</summary>
internal static class ClockSpan
{
    public static bool Contains(TimeOnly from, TimeOnly to, TimeOnly time) =>
        from < to ? time >= from && time < to : time >= from || time < to;

    /// <summary>What is wrong with such a span and its zone.</summary>
    /// <param name="key">Where it stands in the rule.</param>
    public static IEnumerable<RuleProblem> Problems(string key, TimeOnly from, TimeOnly to, string zone)
    {
        if (from == to)
            yield return new($"{key}.to", "from 和 to 相同：时段为空");
        if (!Zones.IsKnown(zone))
            yield return new($"{key}.zone", $"不认识时区“{zone}”；写 recipient 或者 IANA 时区，例如 Asia/Shanghai");
    }
}
