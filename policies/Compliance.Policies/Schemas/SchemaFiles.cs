using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Packs;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Schemas;

/// <summary>
/// JSON Schema (draft-07, what editors' YAML support reads) of every policy file, made from the same types and keys by which
/// files are read. The checked-in copies in <c>policies/schema</c> are compared by a test.
/// </summary>
public static class SchemaFiles
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>File name to content.</summary>
    public static ImmutableSortedDictionary<string, string> All() =>
        new Dictionary<string, JsonObject>
        {
            ["pack.schema.json"] = SchemaOf.Record(typeof(PackHeader)),
            ["laws.schema.json"] = List(SchemaOf.Record(typeof(LawRecord))),
            ["evidence.schema.json"] = List(SchemaOf.Record(typeof(EvidenceRecord))),
            ["purposes.schema.json"] = List(SchemaOf.Record(typeof(PurposeRecord))),
            ["cases.schema.json"] = List(SchemaOf.Record(typeof(WrittenCase))),
            ["rules.schema.json"] = Rules(),
        }.ToImmutableSortedDictionary(file => file.Key, file => Written(file.Value), StringComparer.Ordinal);

    private static JsonObject Rules()
    {
        var kinds = RuleKinds.All.OrderBy(kind => kind.Key, StringComparer.Ordinal).ToArray();
        var definitions = new JsonObject();
        foreach (var (name, type) in kinds)
            definitions[name] = SchemaOf.Rule(name, type);
        return new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["oneOf"] = new JsonArray([.. kinds.Select(kind => (JsonNode)new JsonObject { ["$ref"] = $"#/definitions/{kind.Key}" })]),
            },
            ["definitions"] = definitions,
        };
    }

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static string Written(JsonObject schema)
    {
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        return JsonSerializer.Serialize(schema, Form) + "\n";
    }
}
