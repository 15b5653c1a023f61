using Compliance.TestKit;

namespace Compliance.Tests.House;

/// <summary>Folders are layers: an import points downwards, and no folders import each other in a circle.</summary>
public sealed class LayersTests
{
    private const string Program = "Program";

    private static readonly string[][] GatewayLayers =
    [
        [Program],
        ["Hosting"],
        ["Admin", "Console", "Observability", "Pipeline"],
        ["Facts", "Forwarding", "LivePolicies", "Recording"],
        ["Providers"],
        ["Stores", "Credentials"],
        ["Model"],
    ];

    private static readonly Lazy<Imports> Gateway = new(() => Imports.Of("gateway/Compliance.Gateway"));

    [Fact]
    public void The_gateways_folders_import_downwards_only()
    {
        var rank = GatewayLayers.SelectMany((layer, depth) => layer.Select(folder => (folder, depth))).ToDictionary();
        Assert.Empty(
            from folder in Rooms()
            from imported in folder.Value
            where rank[imported] < rank[folder.Key]
            select $"{folder.Key} imports {imported}, which stands above it"
        );
    }

    /// <summary>Where a folder is split, its parts may know each other only as listed.</summary>
    [Fact]
    public void The_gateways_folders_do_not_import_each_other_in_a_circle()
    {
        Assert.Empty(Imports.Knots(Gateway.Value.Rooms()));
        Assert.Equal(
            [
                "Admin ⇄ Admin.Decisions",
                "Console ⇄ Console.Accounts ⇄ Console.Counting ⇄ Console.Exports ⇄ Console.Filtering",
                "Console.Pages ⇄ Console.Parts",
            ],
            Imports.Knots(Gateway.Value.Folders)
        );
    }

    [Fact]
    public void The_gateways_readme_says_who_imports_whom()
    {
        var rooms = Rooms();
        var rows = GatewayLayers
            .SelectMany(layer => layer)
            .Where(rooms.ContainsKey)
            .Select(folder => $"| {Shown(folder)} | {string.Join(", ", rooms[folder].Select(Shown))} |");
        var table = string.Join('\n', rows.Prepend("| --- | --- |").Prepend("| folder | imports |"));
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "gateway", "README.md"));
        Assert.True(readme.Contains(table, StringComparison.Ordinal), $"gateway/README.md must say:\n\n{table}\n");
    }

    /// <summary>What the program itself consists of stands over all folders.</summary>
    private static SortedDictionary<string, SortedSet<string>> Rooms() =>
        new(
            Gateway.Value.Rooms().ToDictionary(folder => folder.Key.Length == 0 ? Program : folder.Key, folder => folder.Value),
            StringComparer.Ordinal
        );

    private static string Shown(string folder) => folder == Program ? "Program.cs" : $"`{folder}`";

    [Theory]
    [InlineData(
        "rules/Compliance.Rules",
        "Categories ⇄ Consent ⇄ Decisions ⇄ Evaluation ⇄ Frequency ⇄ Links ⇄ Masking ⇄ MustContain ⇄ PolicySets ⇄ QuietHours ⇄ Wording"
    )]
    [InlineData("policies/Compliance.Policies")]
    [InlineData("audit/Compliance.Audit", " ⇄ Entries ⇄ Journaling ⇄ Payloads ⇄ Publishing ⇄ Searching ⇄ Vaulting")]
    public void The_folders_of_the_other_rooms_import_each_other_only_as_listed(string folder, params string[] knots) =>
        Assert.Equal(knots, Imports.Knots(Imports.Of(folder).Folders));
}
