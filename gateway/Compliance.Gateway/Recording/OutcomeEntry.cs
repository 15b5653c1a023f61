using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;

namespace Compliance.Gateway.Recording;

/// <summary>The entry that says how the vendor answered. Written after the decision, settles it.</summary>
internal sealed class OutcomeEntry(ReceiptHmac receipts)
{
    private readonly TermTable _table = new();

    /// <param name="outcomes">One for each of <paramref name="people"/>: who was sent to, in wire order.</param>
    /// <param name="held">Whether any slot was held.</param>
    /// <param name="said">What vendor and gateway said about it.</param>
    public AuditEntry Build(
        string decision,
        DateTimeOffset at,
        ImmutableArray<PersonSlot> people,
        ImmutableArray<VendorOutcome> outcomes,
        bool held,
        OutcomeWords said
    )
    {
        var uniform = said.Receipts.IsEmpty && outcomes.All(o => o == outcomes[0]);
        ImmutableArray<int> all = uniform && outcomes.Length > 0 ? Terms(outcomes[0], held) : [];
        if (said.Receipt is { } receipt)
            all = all.Add(Add(receipt));
        return new AuditEntry
        {
            Type = "outcome",
            Id = EntryId.New(at),
            At = at,
            Of = decision,
            All = all,
            Subjects = uniform ? [] : [.. people.Select((slot, i) => Subject(slot, outcomes[i], held, said.ReceiptOf(i)))],
            Terms = _table.ToImmutable(),
            Body = Body(said),
            SharedEvidence = said.Receipt is { } clear ? Clear(clear) : default,
        };
    }

    /// <summary>The receipt that the person's push got, out of evidence that <see cref="Build"/> wrote; null: there is none.</summary>
    public static string? Receipt(ReadOnlyMemory<byte> evidence)
    {
        if (evidence.IsEmpty)
            return null;
        using var document = JsonDocument.Parse(evidence);
        return document.RootElement.TryGetProperty("receipt", out var receipt) ? receipt.GetString() : null;
    }

    private EntrySubject Subject(PersonSlot slot, VendorOutcome outcome, bool held, string? receipt) =>
        new()
        {
            Slot = slot,
            Terms = receipt is null ? Terms(outcome, held) : Terms(outcome, held).Add(Add(receipt)),
            Evidence = receipt is null ? default : Clear(receipt),
        };

    private int Add(string receipt) => _table.Add(ReceiptHmac.Term, receipts.Of(receipt));

    private ImmutableArray<int> Terms(VendorOutcome outcome, bool held)
    {
        var name = _table.Add("outcome", outcome.Wire());
        if (!held)
            return [name];
        var slots = _table.Add(
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

    private static byte[] Body(OutcomeWords said) =>
        Json(json =>
        {
            json.WriteString("vendorCode"u8, said.Code);
            if (said.Reason is { } reason)
                json.WriteString("reason"u8, reason);
        });

    private static byte[] Clear(string receipt) => Json(json => json.WriteString("receipt"u8, receipt));

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(body, KeptJson.Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}

/// <param name="Code">The provider's own, or null where it gave none.</param>
/// <param name="Reason">The gateway's own, where there is no answer to go by.</param>
/// <param name="Receipt">Of the push as a whole.</param>
/// <param name="Receipts">One for each who was sent to; empty where the provider gives none.</param>
internal sealed record OutcomeWords(string? Code, string? Reason, string? Receipt, ImmutableArray<string?> Receipts)
{
    public OutcomeWords(string? code)
        : this(code, null, null, []) { }

    public string? ReceiptOf(int sent) => Receipts.IsEmpty ? null : Receipts[sent];
}
