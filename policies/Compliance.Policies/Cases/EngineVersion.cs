namespace Compliance.Policies.Cases;

/// <summary>
/// What besides message, facts, grants and set decides: <c>rules/&lt;assembly version&gt; fold/&lt;hash&gt; tz/&lt;tzdata version&gt;</c>.
/// </summary>
public static class EngineVersion
{
    public static string Current { get; } = Read();

    private static string Read()
    {
        var rules = typeof(Compliance.Rules.Evaluator).Assembly.GetName().Version;
        return $"rules/{rules?.ToString(3)} fold/{Compliance.Rules.Wording.Folding.TablesHash[..16]} tz/{ZoneData()}";
    }

    /// <summary>The first line of tzdata.zi reads <c># version 2026a</c>; "none" where the system has no such file.</summary>
    private static string ZoneData()
    {
        var folder = Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } set ? set : "/usr/share/zoneinfo";
        var file = Path.Combine(folder, "tzdata.zi");
        if (!File.Exists(file))
            return "none";
        using var lines = File.ReadLines(file).GetEnumerator();
        const string start = "# version ";
        return lines.MoveNext() && lines.Current.StartsWith(start, StringComparison.Ordinal)
            ? lines.Current[start.Length..].Trim()
            : "none";
    }
}
