using System.Buffers;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Admin;

/// <summary>Writes who read or changed what into the audit trail, before it happens: what can't be written down is not done.</summary>
internal sealed class AccessLog(AuditTrail trail, TimeProvider clock)
{
    /// <param name="action">A word such as <c>decision.read</c>.</param>
    /// <param name="people">Whom it concerns; found by their identity later on.</param>
    /// <param name="details">Names and values for the body. A value that holds somebody's contact (typed into the wrong field) is left out.</param>
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
        await trail.AppendAsync(
            new AuditEntry
            {
                Type = "access",
                Id = id,
                At = now,
                Terms = [new Term("actor", name), new Term("action", action)],
                All = [0, 1],
                Subjects = [.. people.Distinct().Select(slot => new EntrySubject { Slot = slot })],
                Body = Body(name, action, details),
            }
        );
        return id;
    }

    private static ReadOnlyMemory<byte> Body(string actor, string action, (string Name, string? Value)[] details)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, KeptJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("actor"u8, actor);
            json.WriteString("action"u8, action);
            foreach (var (name, value) in details)
            {
                if (value is not null)
                    json.WriteString(name, PersonalText.Holds(value) ? "***" : value);
            }

            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
