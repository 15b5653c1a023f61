using System.Collections.Immutable;
using System.Text.Json;

namespace Compliance.Policies.Cases;

internal static class GrantElements
{
    /// <param name="recipient">Only this one's, without naming it; null writes everybody's.</param>
    public static void Write(Utf8JsonWriter json, ImmutableArray<CaseGrant> grants, int? recipient)
    {
        if (grants.IsEmpty)
            return;
        json.WriteStartArray("grants"u8);
        foreach (var grant in grants)
        {
            if (recipient is { } only && grant.Recipient != only)
                continue;
            json.WriteStartObject();
            if (recipient is null)
                json.WriteNumber("recipient"u8, grant.Recipient);
            json.WriteString("rule"u8, grant.Rule);
            json.WriteString("counter"u8, grant.Counter);
            json.WriteString("window"u8, grant.Window);
            if (grant.Refused is { } refused)
                json.WriteBoolean("refused"u8, refused);
            else
                json.WriteNull("refused"u8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static IEnumerable<CaseGrant> Read(JsonElement element, int? recipient = null) =>
        JsonElements.Items(element, "grants").Select(grant => new CaseGrant(
            recipient ?? JsonElements.Member(grant, "recipient").GetInt32(),
            JsonElements.Required(grant, "rule"),
            JsonElements.Required(grant, "counter"),
            JsonElements.Required(grant, "window"),
            JsonElements.Member(grant, "refused") is { ValueKind: not JsonValueKind.Null } refused ? refused.GetBoolean() : null));
}
