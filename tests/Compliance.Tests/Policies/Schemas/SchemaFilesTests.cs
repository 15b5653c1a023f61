using Compliance.Policies.Schemas;
using Compliance.TestKit;

namespace Compliance.Tests.Policies.Schemas;

public sealed class SchemaFilesTests
{
    /// <summary>To renew them: <c>policyctl schema policies/schema</c>.</summary>
    [Fact]
    public void The_checked_in_schemas_are_those_of_the_types()
    {
        var folder = System.IO.Path.Combine(Repository.Root, "policies", "schema");
        Assert.Equal(
            SchemaFiles.All().Keys,
            Directory.GetFiles(folder, "*.json").Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal)
        );
        foreach (var (name, content) in SchemaFiles.All())
            Assert.Equal(content, File.ReadAllText(System.IO.Path.Combine(folder, name)));
    }

    [Fact]
    public void Every_key_is_described_to_whoever_writes_it()
    {
        foreach (var name in (string[])["rules.schema.json", "cases.schema.json", "pack.schema.json", "laws.schema.json"])
        {
            using var schema = System.Text.Json.JsonDocument.Parse(SchemaFiles.All()[name]);
            Assert.Empty(Undescribed(schema.RootElement, name));
        }
    }

    private static IEnumerable<string> Undescribed(System.Text.Json.JsonElement element, string path)
    {
        if (element.ValueKind == System.Text.Json.JsonValueKind.Array)
            return element.EnumerateArray().SelectMany((item, i) => Undescribed(item, $"{path}[{i}]"));
        if (element.ValueKind != System.Text.Json.JsonValueKind.Object)
            return [];
        var own = element.TryGetProperty("properties", out var properties)
            ? properties
                .EnumerateObject()
                .Where(key => !key.Value.TryGetProperty("description", out _) && !key.Value.TryGetProperty("const", out _))
                .Select(key => $"{path}.{key.Name}")
            : [];
        return own.Concat(element.EnumerateObject().SelectMany(member => Undescribed(member.Value, $"{path}.{member.Name}")));
    }
}
