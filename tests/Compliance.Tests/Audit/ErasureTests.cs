using System.Text;
using Compliance.Audit;
using Compliance.Audit.Notes;
using Compliance.Audit.Verifying;
using Compliance.TestKit;

namespace Compliance.Tests.Audit;

public sealed class ErasureTests : IDisposable
{
    private const string Gone = "phone:+8613900000001",
        GoneToo = "wecom:wmAAAA0001",
        Stays = "phone:+8613900000002";
    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Erases_one_person_of_ten_thousand_entries_from_every_file_and_still_verifies()
    {
        List<byte[]> traces;
        string receipt;
        string[] erased,
            kept;
        await using (var trail = _folder.Open())
        {
            trail.Vault.Link([Gone, GoneToo]);
            var entries = Enumerable
                .Range(0, 10_000)
                .Select(i =>
                    _folder.Decision(
                        trail,
                        i % 100 == 7 ? [Gone, Stays]
                            : i % 1000 == 8 ? [GoneToo]
                            : [$"phone:+86138{i:00000000}"]
                    )
                )
                .ToList();
            await Task.WhenAll(entries.Select(entry => trail.AppendAsync(entry).AsTask()));
            erased = [.. entries.Where((_, i) => i % 100 == 7 || i % 1000 == 8).Select(entry => entry.Id)];
            kept = [entries[1].Id, entries[9999].Id];
            await Eventually.TrueAsync(() => trail.Query(new AuditQuery()).IndexedTo >= entries.Count, "the index has read all");
            Assert.NotNull(trail.Find(entries[9999].Id));
            traces = Traces(trail);
            Assert.All(traces, trace => Assert.True(Holds(trace)));

            var done = await trail.EraseAsync(GoneToo, new ErasureOrder("pipl-47-withdrawn", "privacy-1"));
            receipt = done.Id!;
            Assert.Equal((110, 2), (done.Rows, done.Slots));
            Check(trail, erased, kept, receipt);
            Assert.Empty(trail.Query(new AuditQuery { Identity = Gone }).Items);
            Assert.Equal(100, Count(trail, Stays));
            Assert.All(traces, trace => Assert.False(Holds(trace)));
            // Who comes back is somebody new.
            await trail.AppendAsync(_folder.Decision(trail, Gone));
            Assert.Equal(1, Count(trail, Gone));
        }
        var report = Verify();
        Assert.Equal(Verdict.IntactErased, report.Verdict);
        Assert.Equal((110, receipt), (report.Erased, Assert.Single(report.Receipts)));
        await using (var trail = _folder.Open())
            Check(trail, erased, kept, receipt);
    }

    [Fact]
    public async Task A_row_that_is_missing_without_a_receipt_is_tampering()
    {
        await using (var trail = _folder.Open())
        {
            for (var i = 0; i < 3; i++)
                await trail.AppendAsync(_folder.Decision(trail, Gone, Stays));
            await trail.EraseAsync(Gone, new ErasureOrder("pipl-47-withdrawn", "privacy-1"));
        }
        Assert.Equal(Verdict.IntactErased, Verify().Verdict);
        var path = Path.Combine(_folder.Audit, "evidence", "000");
        var bytes = File.ReadAllBytes(path);
        // A tombstone made up for a second row of entry 1, under the real receipt.
        var store = new Compliance.Audit.Payloads.EvidenceStore(Path.Combine(_folder.Audit, "evidence"));
        var receipt = Guid.ParseExact(Verify().Receipts[0], "N");
        store.Erase([(1, 1, new Compliance.Audit.Payloads.Tombstone(new byte[32], receipt))], 4);
        Assert.Equal(Verdict.Tampered, Verify().Verdict);
        File.WriteAllBytes(path, bytes);
        Assert.Equal(Verdict.IntactErased, Verify().Verdict);
        File.Delete(path);
        var report = Verify();
        Assert.Equal(Verdict.Tampered, report.Verdict);
        Assert.Contains("leaf 0", report.Place);
    }

    [Fact]
    public async Task Erasing_the_unknown_writes_nothing()
    {
        await using var trail = _folder.Open();
        Assert.Equal(
            new ErasureReceipt(null, null, 0, 0),
            await trail.EraseAsync("phone:+8613999999999", new ErasureOrder("pipl-47", "privacy-1"))
        );
        Assert.Equal(0, trail.Health.Size);
    }

    [Fact]
    public async Task Appends_go_on_while_somebody_is_erased()
    {
        await using (var trail = _folder.Open())
        {
            var slot = trail.Vault.Resolve(Gone);
            var writing = Task.Run(async () =>
            {
                for (var i = 0; i < 300; i++)
                    await trail.AppendAsync(
                        _folder.Decision(trail, Stays) with
                        {
                            Subjects = [new EntrySubject { Slot = slot, Evidence = "{}"u8.ToArray() }],
                        }
                    );
            });
            await Eventually.TrueAsync(() => trail.Health.Size >= 20, "twenty entries are written");
            await trail.EraseAsync(Gone, new ErasureOrder("pipl-47", "privacy-1"));
            await writing;
        }
        Assert.Equal(Verdict.IntactErased, Verify().Verdict);
    }

    private static void Check(AuditTrail trail, string[] erased, string[] kept, string receipt)
    {
        foreach (var id in erased)
        {
            var rows = trail.EvidenceOf(id)!.Rows;
            Assert.Equal((EvidenceState.Erased, receipt), (rows[0].State, rows[0].Receipt));
            if (rows.Length > 1)
                Assert.Equal($"{{\"identity\":\"{Stays}\"}}", Encoding.UTF8.GetString(rows[1].Bytes.Span));
        }
        foreach (var id in kept)
            Assert.Equal(EvidenceState.Present, Assert.Single(trail.EvidenceOf(id)!.Rows).State);
    }

    private static int Count(AuditTrail trail, string identity) =>
        trail.Query(new AuditQuery { Identity = identity, Limit = 1000 }).Items.Length;

    /// <summary>What may stand in no file afterwards: wrapped keys, lookup hashes, sealed rows.</summary>
    private List<byte[]> Traces(AuditTrail trail)
    {
        var traces = new List<byte[]>();
        foreach (var identity in (string[])[Gone, GoneToo])
        {
            Assert.True(trail.Vault.TryFind(identity, out var slot));
            var definition = trail.Vault.Find(slot).Definition;
            traces.Add(definition.Wrapped);
            traces.Add(definition.Lookup.ToArray());
        }
        var store = new Compliance.Audit.Payloads.EvidenceStore(Path.Combine(_folder.Audit, "evidence"));
        foreach (var (leaf, row) in ((int, int)[])[(7, 1), (107, 1), (8, 1), (9907, 1)])
            traces.Add(Compliance.Audit.Payloads.PayloadRecord.Read(store.Read(leaf / 256)[leaf % 256])[row].Bytes.ToArray());
        return traces;
    }

    private bool Holds(byte[] trace) =>
        Directory
            .GetFiles(_folder.Root, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "lock")
            .Any(path => File.ReadAllBytes(path).AsSpan().IndexOf(trace) >= 0);

    private VerificationReport Verify()
    {
        Assert.True(VerifierKey.TryParse(File.ReadAllLines(Path.Combine(_folder.Log, "log.vkey"))[0], out var key));
        return new LogVerifier(_folder.Log, Path.Combine(_folder.Audit, "evidence"), [key]).Verify();
    }
}
