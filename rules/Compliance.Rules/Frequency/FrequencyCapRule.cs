using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Places;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Frequency;

/// <summary>At most so many messages to one person in a window; the slots are reserved between draft and settlement.</summary>
[RuleKind("frequency-cap", Outcome.Remove)]
[Description("频次上限：一段时间内最多发给同一个人多少条")]
public sealed record FrequencyCapRule : CapRule
{
    [Description("上限")]
    public required CapSettings Cap { get; init; }

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Cap.Window == CapWindow.Rolling && Cap.Hours is null)
            yield return new("cap.hours", "window 为 rolling 时要写 hours");
        if (Cap.Window != CapWindow.Rolling && Cap.Hours is not null)
            yield return new("cap.hours", "只有 window 为 rolling 时才写 hours");
        if (!Zones.IsKnown(Cap.Zone))
            yield return new("cap.zone", $"不认识时区“{Cap.Zone}”；写 recipient 或者 IANA 时区，例如 Asia/Shanghai");
    }

    public override TimeSpan LookBack() => TimeSpan.FromHours(Cap.Hours ?? 0);

    internal override bool IsDaily => Cap.Window != CapWindow.Rolling;

    /// <summary>A rolling window is the same everywhere.</summary>
    internal override string? Key(in PersonCase person, SaidTexts said, int content) => IsDaily ? person.Zone(Cap.Zone) : Zones.Default;

    /// <summary>The window that holds the message's time, as the zone's calendar has it.</summary>
    internal override CapWindowSlot Slot(string key, in PersonCase person)
    {
        var (at, local) = (person.Message.At, person.Local(key));
        var day = local.Clock.Date;
        return Cap.Window switch
        {
            CapWindow.Rolling => Slot($"{Cap.Hours}h", at.AddHours(-Cap.Hours!.Value), at.AddHours(Cap.Hours.Value)),
            CapWindow.CalendarDay => Calendar(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, day.AddDays(1)),
            CapWindow.CalendarWeek => Calendar(
                string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}"),
                Monday(day),
                Monday(day).AddDays(7)
            ),
            CapWindow.CalendarMonth => Calendar(
                day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                day.AddDays(1 - day.Day),
                day.AddDays(1 - day.Day).AddMonths(1)
            ),
            _ => throw new UnreachableException(),
        };

        CapWindowSlot Calendar(string window, DateTime first, DateTime next) =>
            Slot(window, local.Instant(first, late: false), local.Instant(next, late: false));
    }

    private static DateTime Monday(DateTime day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private CapWindowSlot Slot(string window, DateTimeOffset start, DateTimeOffset end) =>
        new(Id, Cap.Counter ?? Id, window, start, Cap.Max, Mode == RuleMode.Shadow, this, end);
}

public sealed record CapSettings
{
    [Description("按谁计数")]
    public CapPer Per { get; init; } = CapPer.Person;

    [Description("窗口内最多几条")]
    [Range(1, 100_000)]
    public required int Max { get; init; }

    [Description("窗口")]
    public required CapWindow Window { get; init; }

    [Description("滚动窗口的小时数")]
    [Range(1, 24 * 366)]
    public int? Hours { get; init; }

    [Description("自然日、周、月按哪个时区：recipient（收件人时区）或者 IANA 时区")]
    public string Zone { get; init; } = Zones.Recipient;

    [Description("计数器名；同名的规则合并计数，不写则为规则自己的编号")]
    public string? Counter { get; init; }
}

public enum CapPer
{
    Person,
}

public enum CapWindow
{
    CalendarDay,

    /// <summary>Monday to Sunday.</summary>
    CalendarWeek,
    CalendarMonth,
    Rolling,
}
