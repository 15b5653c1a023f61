using System.Collections.Immutable;
using System.Text.Json;

namespace Compliance.Policies.Cases;

internal static class GrantElements
{
    /// <summary>Everybody's.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<CaseGrant> grants)
    {
        if (grants.IsEmpty)
            return;
        json.WriteStartArray("grants"u8);
        foreach (var grant in grants)
        {
            json.WriteStartObject();
            json.WriteNumber("recipient"u8, grant.Recipient);
            Members(json, grant);
        }
        json.WriteEndArray();
    }

    /// <summary>One recipient's, without naming him. Grants are ordered by recipient: <paramref name="next"/> goes on from row to row.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<CaseGrant> grants, int recipient, ref int next)
    {
        if (next >= grants.Length || grants[next].Recipient != recipient)
            return;
        json.WriteStartArray("grants"u8);
        for (; next < grants.Length && grants[next].Recipient == recipient; next++)
        {
            json.WriteStartObject();
            Members(json, grants[next]);
        }
        json.WriteEndArray();
    }

    private static void Members(Utf8JsonWriter json, CaseGrant grant)
    {
        json.WriteString("rule"u8, grant.Rule);
        json.WriteString("counter"u8, grant.Counter);
        json.WriteString("window"u8, grant.Window);
        if (grant.Refused is { } refused)
            json.WriteBoolean("refused"u8, refused);
        else
            json.WriteNull("refused"u8);
        json.WriteEndObject();
    }

    public static IEnumerable<CaseGrant> Read(JsonElement element, int? recipient = null) =>
        JsonElements
            .Items(element, "grants")
            .Select(grant => new CaseGrant(
                recipient ?? JsonElements.Member(grant, "recipient").GetInt32(),
                JsonElements.Required(grant, "rule"),
                JsonElements.Required(grant, "counter"),
                JsonElements.Required(grant, "window"),
                JsonElements.Member(grant, "refused") is { ValueKind: not JsonValueKind.Null } refused ? refused.GetBoolean() : null
            ));
}
