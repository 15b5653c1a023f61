using System.Collections.Immutable;
using System.ComponentModel;
using Compliance.Rules.Places;

namespace Compliance.Rules.PolicySets;

/// <summary>Hours by a clock, on every day or on some days of the week.</summary>
public sealed record HoursOfDay
{
    [Description("从几点起（含），例如 \"21:00\"")]
    public required TimeOnly From { get; init; }

    [Description("到几点止（不含），例如 \"08:00\"；早于 from 表示次日")]
    public required TimeOnly To { get; init; }

    /// <summary>The day on which the hours begin: Friday's may last until Saturday morning.</summary>
    [Description("星期几，按时段开始的那天算；不写则每天")]
    public ImmutableArray<DayOfWeek> Days { get; init; } = [];

    [Description("按哪个时区：recipient（收件人时区）或者 IANA 时区")]
    public string Zone { get; init; } = Zones.Recipient;

    internal bool Contains(DateTime clock)
    {
        var time = TimeOnly.FromDateTime(clock);
        var begun = time >= From ? clock : clock.AddDays(-1);
        return ClockSpan.Contains(From, To, time) && (Days.IsEmpty || Days.Contains(begun.DayOfWeek));
    }
}
