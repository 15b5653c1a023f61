using Compliance.Rules.Frequency;

namespace Compliance.Policies.Analysis;

/// <summary>How often one cap's window can be filled within another's.</summary>
internal static class Caps
{
    /// <summary>Whether whoever keeps <paramref name="tight"/> can never reach <paramref name="loose"/>.</summary>
    public static bool NeverBinds(CapSettings tight, CapSettings loose)
    {
        // Rules that share a counter count each other's messages: nothing follows from their numbers alone.
        if (tight.Counter is not null || loose.Counter is not null || tight.Zone != loose.Zone)
            return false;
        return (long)tight.Max * WindowsWithin(tight, loose) <= loose.Max;
    }

    /// <summary>Most windows of <paramref name="inner"/> that a window of <paramref name="outer"/> can touch.</summary>
    private static int WindowsWithin(CapSettings inner, CapSettings outer)
    {
        if (inner.Window == outer.Window && inner.Window != CapWindow.Rolling)
            return 1;
        if (inner.Window == CapWindow.CalendarDay && outer.Window != CapWindow.Rolling)
            return Hours(outer) / 24;
        var times = (int)Math.Ceiling((double)Hours(outer) / Hours(inner));
        return inner.Window == CapWindow.Rolling ? times : times + 1;
    }

    private static int Hours(CapSettings cap) =>
        cap.Window switch
        {
            CapWindow.CalendarDay => 24,
            CapWindow.CalendarWeek => 24 * 7,
            CapWindow.CalendarMonth => 24 * 31,
            _ => cap.Hours!.Value,
        };
}
