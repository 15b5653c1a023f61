namespace Compliance.Gateway.Channels.Profiles;

/// <summary>
/// Names beside a push's lists that may name more people. A field that no profile knows is judged as text, but text can't tell whom a provider
/// reads out of it: what speaks of people at the root of a body is refused until a profile says what it is.
/// </summary>
internal static class AudienceNames
{
    private static readonly string[] Stems =
    [
        "user",
        "party",
        "depart",
        "tag",
        "chat",
        "group",
        "customer",
        "contact",
        "member",
        "people",
        "filter",
        "segment",
        "audience",
        "recipient",
        "receiver",
        "target",
        "phone",
        "mobile",
        "openid",
    ];

    public static bool MayNamePeople(string name)
    {
        var folded = Fold(name);
        return folded.EndsWith("all", StringComparison.Ordinal) || Stems.Any(stem => folded.Contains(stem, StringComparison.Ordinal));
    }

    public static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
