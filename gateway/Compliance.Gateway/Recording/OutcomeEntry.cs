using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Channels;

namespace Compliance.Gateway.Recording;

/// <summary>The entry that says how the vendor answered. Written after the decision, settles it.</summary>
internal static class OutcomeEntry
{
    /// <param name="outcomes">One for each of <paramref name="people"/>: who was sent to, in wire order.</param>
    /// <param name="held">Whether any slot was held.</param>
    public static AuditEntry Build(
        string decision,
        DateTimeOffset at,
        ImmutableArray<PersonSlot> people,
        ImmutableArray<VendorOutcome> outcomes,
        bool held,
        string? vendorCode
    )
    {
        var table = new TermTable();
        var uniform = outcomes.All(o => o == outcomes[0]);
        var all = uniform && outcomes.Length > 0 ? Terms(table, outcomes[0], held) : [];
        var subjects = uniform
            ? ImmutableArray<EntrySubject>.Empty
            : [.. people.Select((slot, i) => new EntrySubject { Slot = slot, Terms = Terms(table, outcomes[i], held) })];
        return new AuditEntry
        {
            Type = "outcome",
            Id = EntryId.New(at),
            At = at,
            Of = decision,
            Terms = table.ToImmutable(),
            All = all,
            Subjects = subjects,
            Body = Body(vendorCode),
        };
    }

    private static ImmutableArray<int> Terms(TermTable table, VendorOutcome outcome, bool held)
    {
        var name = table.Add("outcome", outcome.Wire());
        if (!held)
            return [name];
        var slots = table.Add(
            "slots",
            outcome switch
            {
                VendorOutcome.Accepted => "committed",
                VendorOutcome.Refused or VendorOutcome.Failed => "released",
                _ => "held",
            }
        );
        return [name, slots];
    }

    private static byte[] Body(string? code)
    {
        var body = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(body, KeptJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("vendorCode"u8, code);
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}
