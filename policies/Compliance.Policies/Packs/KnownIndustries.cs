namespace Compliance.Policies.Packs;

/// <summary>What <c>when.industry</c>, a pack's <c>industry</c> and a term's <c>industry=</c> may name. A message may declare any other: then only what is for all industries applies.</summary>
internal static class KnownIndustries
{
    public static IReadOnlyList<string> All { get; } =
    [
        "alcohol",
        "apparel",
        "automotive",
        "cosmetics",
        "drug",
        "education",
        "electronics",
        "finance",
        "food",
        "general",
        "health-food",
        "household",
        "medical",
        "mother-baby",
        "real-estate",
        "retail",
        "travel",
    ];
}
