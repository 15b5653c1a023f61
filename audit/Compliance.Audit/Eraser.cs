using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Audit.Entries;
using Compliance.Audit.Merkle;
using Compliance.Audit.Payloads;
using Compliance.Audit.Searching;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit;

/// <summary>Forgetting one person. The receipt is durable before the first row goes, and carries all that is needed to finish after a crash.</summary>
internal sealed class Eraser(
    PersonVault vault,
    Searcher searcher,
    EntryFiles entries,
    EvidenceStore evidence,
    TimeProvider clock,
    AuditTrail trail
)
{
    public const string Type = "erasure";

    public async Task<ErasureReceipt> EraseAsync(PersonSlot slot, ErasureOrder order)
    {
        var people = vault.Detach(slot);
        try
        {
            // What was written under the keys until now has to be found, too.
            await trail.SettleAsync();
            var now = clock.GetUtcNow();
            var id = Guid.CreateVersion7(now);
            var (rows, root) = Plan(people, id);
            var erase = new VaultChange.Erase(id.ToString("N"), [.. people.Select(person => person.Slot)], rows);
            var entry = new AuditEntry
            {
                Type = Type,
                Id = erase.Receipt,
                At = now,
                Terms = [new("reason", order.Reason), new("by", order.By), .. Second(order)],
                All = order.ApprovedBy is null ? [0, 1] : [0, 1, 2],
                Body = Receipt(order, rows.Length, people.Length, root),
            };
            var receipt = await trail.WriteAsync(entry, [erase]);
            vault.Apply(erase);
            await trail.LetGoAsync();
            return new ErasureReceipt(receipt.Id, receipt.Index, rows.Length, people.Length);
        }
        catch (AuditUnavailableException)
        {
            vault.Attach([.. people.Where(person => !person.Erased)]);
            throw;
        }
    }

    private (ImmutableArray<ErasedRow> Rows, byte[] Root) Plan(Person[] people, Guid id)
    {
        var rows = ImmutableArray.CreateBuilder<ErasedRow>();
        var leaves = new List<byte[]>();
        foreach (var (leaf, row) in searcher.Rows(people.SelectMany(vault.Pseudonyms)))
        {
            if (EnvelopeReader.Read(leaf, entries.Leaf(leaf)).Subjects[row].Commitment is not { } commitment)
                continue;
            var payloads = evidence.ReadLeaf(leaf);
            if (payloads[1 + row].State != PayloadState.Sealed)
                continue;
            var stone = new Tombstone(RandomNumberGenerator.GetBytes(32), id);
            rows.Add(new ErasedRow(leaf, row, stone.Salt));
            leaves.Add(stone.Leaf(commitment));
        }
        return (rows.DrainToImmutable(), Tombstone.Root(leaves));
    }

    private static ImmutableArray<Term> Second(ErasureOrder order) => order.ApprovedBy is { } second ? [new("approved-by", second)] : [];

    /// <summary>Names nobody: counts, and the root over the tombstones.</summary>
    private static byte[] Receipt(ErasureOrder order, int rows, int keys, byte[] root)
    {
        using var bytes = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                bytes,
                new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("reason", order.Reason);
            json.WriteString("by", order.By);
            json.WriteString("approvedBy", order.ApprovedBy);
            json.WriteNumber("eyes", order.ApprovedBy is null ? 1 : 2);
            json.WriteNumber("rows", rows);
            json.WriteNumber("keys", keys);
            json.WriteBase64String("root", root);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}
