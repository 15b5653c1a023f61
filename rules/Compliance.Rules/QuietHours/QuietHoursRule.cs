using System.ComponentModel;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Places;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.QuietHours;

/// <summary>Refuses in the quiet hours of the person's zone and says when the same message would be allowed.</summary>
[RuleKind("quiet-hours", Outcome.Remove)]
[Description("静默时段：这段时间不打扰")]
public sealed record QuietHoursRule : RecipientRule
{
    [Description("时段")]
    public required QuietSettings Quiet { get; init; }

    public override IEnumerable<RuleProblem> Problems() => ClockSpan.Problems("quiet", Quiet.From, Quiet.To, Quiet.Zone);

    internal override string? Objection(in PersonCase person)
    {
        if (person.Zone(Quiet.Zone) is not { } zone)
            return Reasons.Unavailable;
        if (IsQuiet(TimeOnly.FromDateTime(person.Local(zone).Clock)))
            return Reasons.QuietHours;
        foreach (var former in person.FormerZones(Quiet.Zone))
            if (IsQuiet(TimeOnly.FromDateTime(person.Local(former).Clock)))
                return Reasons.QuietHours;
        return null;
    }

    /// <summary>The end of the quiet hours in which the zone's clock stands, or null when it stands in none.</summary>
    internal DateTimeOffset? End(LocalTime local)
    {
        var time = TimeOnly.FromDateTime(local.Clock);
        if (!IsQuiet(time))
            return null;
        var day = DateOnly.FromDateTime(local.Clock);
        return local.Instant((time < Quiet.To ? day : day.AddDays(1)).ToDateTime(Quiet.To), late: true);
    }

    private bool IsQuiet(TimeOnly time) => ClockSpan.Contains(Quiet.From, Quiet.To, time);
}

public sealed record QuietSettings
{
    [Description("从几点起（含），例如 \"21:00\"")]
    public required TimeOnly From { get; init; }

    [Description("到几点止（不含），例如 \"08:00\"；早于 from 表示次日")]
    public required TimeOnly To { get; init; }

    [Description("按哪个时区：recipient（收件人时区）或者 IANA 时区")]
    public string Zone { get; init; } = Zones.Recipient;
}
