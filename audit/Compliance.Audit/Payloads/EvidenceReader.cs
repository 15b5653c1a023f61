using System.Collections.Immutable;
using Compliance.Audit.Entries;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit.Payloads;

/// <summary>Opens an entry's evidence with the vault's keys.</summary>
internal sealed class EvidenceReader(PersonVault vault, EvidenceStore store)
{
    /// <exception cref="AuditDamagedException">A payload is missing or doesn't open, and no receipt says why.</exception>
    public DecisionEvidence Read(EntryView entry)
    {
        var id = Guid.ParseExact(entry.Id, "N");
        ReadOnlyMemory<byte>? shared = null;
        var rows = ImmutableArray.CreateBuilder<EvidenceRow>(entry.Subjects.Length);
        for (var leaf = entry.Index - entry.Parts; leaf <= entry.Index; leaf++)
        {
            var payloads = store.ReadLeaf(leaf);
            if (payloads.Count > 0 && payloads[0].State == PayloadState.Sealed)
                shared = Shared(entry, id, payloads[0]);
            foreach (var payload in payloads.Skip(1))
                rows.Add(Row(entry, id, rows.Count, payload));
        }
        while (rows.Count < entry.Subjects.Length)
            rows.Add(new EvidenceRow(entry.Subjects[rows.Count].Pseudonym, EvidenceState.None, default, null));
        return new DecisionEvidence(entry.Id, entry.Index, entry.At, shared, rows.DrainToImmutable());
    }

    private byte[] Shared(EntryView entry, Guid id, Payload payload)
    {
        var retention = entry.Terms.FirstOrDefault(term => term.Name == RecordBuilder.RetentionTerm).Value ?? RecordBuilder.StandardClass;
        return PayloadCipher.Open(vault.KeyOf(retention, new Quarter(entry.At)).Key(entry.At), id, 0, payload.Bytes.Span)
            ?? throw new AuditDamagedException($"evidence of entry {entry.Id}", "the shared layer doesn't open");
    }

    private EvidenceRow Row(EntryView entry, Guid id, int number, Payload payload)
    {
        var pseudonym = entry.Subjects[number].Pseudonym;
        switch (payload.State)
        {
            case PayloadState.None:
                return new EvidenceRow(pseudonym, EvidenceState.None, default, null);
            case PayloadState.Erased:
                return new EvidenceRow(pseudonym, EvidenceState.Erased, default, Tombstone.Read(payload.Bytes.Span).Receipt.ToString("N"));
        }
        var plain = vault.TryFindByPseudonym(pseudonym, new Quarter(entry.At), out var slot)
            ? PayloadCipher.Open(vault.Find(slot).EvidenceKey(vault.Keys), id, 1 + number, payload.Bytes.Span)
            : null;
        return plain is null
            ? throw new AuditDamagedException(
                $"evidence of entry {entry.Id}, row {number}",
                "the row doesn't open, and no receipt says that its person was erased"
            )
            : new EvidenceRow(pseudonym, EvidenceState.Present, plain, null);
    }
}
