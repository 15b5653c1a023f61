using Compliance.Policies.Binding;

namespace Compliance.Gateway.Model;

/// <summary>The request headers that are the gateway's own.</summary>
internal static class OwnHeaders
{
    public const string Prefix = "Compliance-";
    public const string Key = "Compliance-Key";
    public const string Idempotency = "Idempotency-Key";

    private static readonly string[] Known =
    [
        Key,
        "Compliance-Campaign",
        "Compliance-Purpose",
        "Compliance-Category",
        "Compliance-Evidence",
        "Compliance-Account",
        "Compliance-Dry-Run",
    ];

    public static bool IsKnown(string name) =>
        Known.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Equals(Idempotency, StringComparison.OrdinalIgnoreCase);

    /// <summary>Meant for the gateway, which knows no such name: passed over, a misspelt dry run would be sent.</summary>
    public static bool IsMisspelt(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !IsKnown(name);

    /// <summary>What to write instead: the nearest where one is near, else all. The name itself is the caller's and may be anything: it is not repeated.</summary>
    public static string Meant(string name)
    {
        var nearest = Known.MinBy(known => Suggestion.Distance(name, known))!;
        return Suggestion.Distance(name, nearest) <= Math.Max(1, (nearest.Length - Prefix.Length) / 3)
            ? $"the nearest is {nearest}"
            : $"known are {string.Join(", ", Known)}";
    }
}
