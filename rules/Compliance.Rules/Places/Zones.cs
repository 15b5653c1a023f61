using System.Collections.Concurrent;

namespace Compliance.Rules.Places;

/// <summary>Time zones by IANA name. The zone tables are part of the engine's version: the same name and table give the same answer.</summary>
public static class Zones
{
    /// <summary>In a rule's settings: the zone of the person who would receive the message.</summary>
    public const string Recipient = "recipient";

    /// <summary>Effective dates, and persons whose zone nobody knows.</summary>
    public const string Default = "Asia/Shanghai";

    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Found = new(StringComparer.Ordinal);

    public static bool IsKnown(string zone) => zone == Recipient || TryFind(zone, out _);

    /// <summary>False for a name that the zone tables don't hold.</summary>
    public static bool TryFind(string zone, out TimeZoneInfo found)
    {
        if (Found.TryGetValue(zone, out found!))
            return true;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out found!))
            return false;
        Found.TryAdd(zone, found);
        return true;
    }
}
