using Compliance.Rules.Evaluation;

namespace Compliance.Rules.QuietHours;

/// <summary>When a person is out of all quiet hours that apply to him.</summary>
internal static class QuietEnd
{
    /// <summary>Null when there is no such time within a week: the rules leave no hour of the day.</summary>
    public static DateTimeOffset? After(DateTimeOffset at, CompiledRule[] rules, PersonCase person)
    {
        var time = at;
        for (var moved = true; moved; )
        {
            moved = false;
            foreach (var rule in rules)
                if (rule is { Shadow: false, Rule: QuietHoursRule quiet } && person.Zone(quiet.Quiet.Zone) is { } zone)
                    foreach (var one in person.FormerZones(quiet.Quiet.Zone).Add(zone))
                        if (quiet.End(LocalTimes.At(one, time)) is { } end)
                        {
                            time = end;
                            moved = true;
                        }
            if (time > at.AddDays(7))
                return null;
        }
        return time;
    }
}
