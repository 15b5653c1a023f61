using System.Buffers;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Recording;

namespace Compliance.Gateway.Admin;

/// <summary>Writes who read or changed what into the audit trail, before it happens: what can't be written down is not done.</summary>
internal sealed class AccessLog(AuditTrail trail, ClosedVocabulary vocabulary, TimeProvider clock)
{
    /// <param name="action">A word such as <c>decision.read</c>.</param>
    /// <param name="people">Whom it concerns; found by their identity later on.</param>
    /// <param name="details">Names and values for the body; a value that is more than a name stands there by its hash, and in the evidence.</param>
    public Task<string> WriteAsync(
        ClaimsPrincipal actor,
        string action,
        IEnumerable<PersonSlot> people,
        params (string Name, string? Value)[] details
    ) => WriteAsync(actor.Identity!.Name!, action, people, details);

    /// <param name="name">An account's, or <c>key:&lt;name&gt;</c>; MUST NOT be what a stranger typed.</param>
    public async Task<string> WriteAsync(
        string name,
        string action,
        IEnumerable<PersonSlot> people,
        params (string Name, string? Value)[] details
    )
    {
        var now = clock.GetUtcNow();
        var id = EntryId.New(now);
        var said = details.Where(detail => detail.Value is not null).Select(detail => (detail.Name, Value: detail.Value!)).ToArray();
        var apart = said.Where(detail => ClosedVocabulary.IsHidden(Kept(detail))).ToArray();
        await trail.AppendAsync(
            new AuditEntry
            {
                Type = "access",
                Id = id,
                At = now,
                Terms = [new Term("actor", name), new Term("action", action)],
                All = [0, 1],
                Subjects = [.. people.Distinct().Select(slot => new EntrySubject { Slot = slot })],
                Body = Json([("actor", name), ("action", action), .. said.Select(detail => (detail.Name, Kept(detail)))]),
                SharedEvidence = apart.Length == 0 ? default : Json(apart),
            }
        );
        return id;
    }

    private string Kept((string Name, string Value) detail) =>
        detail.Name is "reason" or "source" ? vocabulary.OfProse(detail.Value) : vocabulary.Of(detail.Value);

    private static ReadOnlyMemory<byte> Json(IEnumerable<(string Name, string Value)> members)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, KeptJson.Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
