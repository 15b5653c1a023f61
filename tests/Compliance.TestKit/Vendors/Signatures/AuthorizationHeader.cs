namespace Compliance.TestKit.Vendors.Signatures;

internal static class AuthorizationHeader
{
    private static readonly string[] Names = ["Credential", "SignedHeaders", "Signature"];

    /// <summary><c>ALGORITHM Credential=…, SignedHeaders=…, Signature=…</c>; null when a part is missing.</summary>
    public static Dictionary<string, string>? Parse(string? value, string algorithm)
    {
        if (value?.StartsWith(algorithm + " ", StringComparison.Ordinal) != true)
            return null;
        var parts = value[(algorithm.Length + 1)..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        return Names.All(parts.ContainsKey) ? parts : null;
    }
}
