using System.Buffers;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Policies.Loading;

namespace Compliance.Gateway.LivePolicies;

/// <summary>The entry that says which policies became live, when and by whom.</summary>
internal static class PolicyEntry
{
    public static AuditEntry Published(PolicyLoadResult loaded, string? before, string by, DateTimeOffset at)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, KeptJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("action"u8, "publish");
            json.WriteString("revision"u8, loaded.Manifest.Revision);
            json.WriteString("before"u8, before);
            json.WriteString("by"u8, by);
            json.WriteStartArray("packs"u8);
            foreach (var pack in loaded.Manifest.Packs)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, pack.Name);
                json.WriteNumber("rules"u8, pack.Rules);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new AuditEntry
        {
            Type = "policy",
            Id = EntryId.New(at),
            At = at,
            Terms = [new Term("revision", loaded.Manifest.Revision), new Term("by", by)],
            All = [0, 1],
            Body = body.WrittenMemory,
        };
    }
}
