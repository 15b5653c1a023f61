using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;

namespace Compliance.Gateway.Recording;

/// <summary>The entry that says how the vendor answered. Written after the decision, settles it.</summary>
internal sealed class OutcomeEntry(ClosedVocabulary vocabulary)
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
            SharedEvidence = Clear(said.Receipt, Hidden(said.Code)),
        };
    }

    /// <summary>The receipt of the push or of one person's, out of evidence that <see cref="Build"/> wrote; null: there is none.</summary>
    public static string? Receipt(ReadOnlyMemory<byte> evidence) => Text(evidence, "receipt");

    /// <summary>The vendor's own code, where the entry has it only by its hash.</summary>
    public static string? Code(ReadOnlyMemory<byte> evidence) => Text(evidence, "code");

    private static string? Text(ReadOnlyMemory<byte> evidence, string name)
    {
        if (evidence.IsEmpty)
            return null;
        using var document = JsonDocument.Parse(evidence);
        return document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private EntrySubject Subject(PersonSlot slot, VendorOutcome outcome, bool held, string? receipt) =>
        new()
        {
            Slot = slot,
            Terms = receipt is null ? Terms(outcome, held) : Terms(outcome, held).Add(Add(receipt)),
            Evidence = Clear(receipt, null),
        };

    private int Add(string receipt) => _table.Add(ClosedVocabulary.ReceiptTerm, vocabulary.Receipt(receipt));

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

    private byte[] Body(OutcomeWords said) =>
        Json(json =>
        {
            json.WriteString("vendorCode"u8, said.Code is { } code ? vocabulary.Of(code) : null);
            if (said.Reason is { } reason)
                json.WriteString("reason"u8, reason);
        });

    private string? Hidden(string? code) => code is not null && ClosedVocabulary.IsHidden(vocabulary.Of(code)) ? code : null;

    private static ReadOnlyMemory<byte> Clear(string? receipt, string? code)
    {
        if (receipt is null && code is null)
            return default;
        return Json(json =>
        {
            if (receipt is not null)
                json.WriteString("receipt"u8, receipt);
            if (code is not null)
                json.WriteString("code"u8, code);
        });
    }

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
