using System.Text;
using Compliance.Audit;
using Compliance.Audit.Notes;

namespace Compliance.Tests.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Finds_an_entry_at_once_and_after_a_restart()
    {
        AuditEntry entry;
        byte[] leaf;
        await using (var trail = _folder.Open())
        {
            entry = _folder.Decision(trail, "phone:+8613900000001", "phone:+8613900000002");
            var receipt = await trail.AppendAsync(entry);
            Assert.Equal(0, receipt.Index);
            var found = trail.Find(entry.Id)!;
            leaf = found.Leaf.ToArray();
            Assert.Equal<IEnumerable<Term>>(entry.Terms, found.Terms);
            Assert.Equal(Encoding.UTF8.GetString(entry.Body.Span), Encoding.UTF8.GetString(found.Body.Span));
            Assert.Equal(trail.Vault.Pseudonym(entry.Subjects[1].Slot, entry.At), found.Subjects[1].Pseudonym);
        }
        await using (var trail = _folder.Open())
        {
            Assert.Equal(leaf, trail.Find(entry.Id)!.Leaf.ToArray());
            Assert.True(trail.Vault.TryFind("phone:+8613900000001", out var slot));
            Assert.Equal(entry.Subjects[0].Slot, slot);
            Assert.Equal(1, (await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"))).Index);
        }
    }

    [Fact]
    public async Task Proves_an_entry_under_the_signed_root()
    {
        await using var trail = _folder.Open();
        var keys = File.ReadAllLines(Path.Combine(trail.LogDirectory, "log.vkey"))
            .Select(line => VerifierKey.TryParse(line, out var key) ? key : throw new FormatException())
            .ToList();
        for (var i = 0; i < 300; i++)
        {
            var entry = _folder.Decision(trail, $"phone:+86139{i:00000000}");
            var receipt = await trail.AppendAsync(entry);
            if (i % 50 != 0)
                continue;
            await trail.SignedAsync(receipt.Index);
            Assert.True(TlogProof.TryParse(trail.Proof(entry.Id), out var proof));
            Assert.True(proof.Proves(trail.Find(entry.Id)!.Leaf.Span, keys));
            Assert.False(proof.Proves("{}"u8, keys));
        }
    }

    [Fact]
    public async Task Opens_the_evidence_again_and_keeps_clear_text_out_of_every_file()
    {
        await using (var trail = _folder.Open())
        {
            var entry = _folder.Decision(trail, "phone:+8613900000001", "phone:+8613900000002");
            await trail.AppendAsync(entry);
            var evidence = trail.EvidenceOf(entry.Id)!;
            Assert.Equal("{\"text\":\"双十一\"}", Encoding.UTF8.GetString(evidence.Shared!.Value.Span));
            Assert.Equal(
                ["{\"identity\":\"phone:+8613900000001\"}", "{\"identity\":\"phone:+8613900000002\"}"],
                evidence.Rows.Select(row => Encoding.UTF8.GetString(row.Bytes.Span))
            );
            var streamed = new List<DecisionEvidence>();
            await foreach (var one in trail.Evidence(entry.At, entry.At.AddMinutes(1)))
                streamed.Add(one);
            Assert.Equal(entry.Id, Assert.Single(streamed).Id);
        }
        foreach (var file in Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("13900000001"u8));
    }

    [Fact]
    public async Task Lists_permitted_decisions_without_outcome_as_in_doubt_after_a_restart()
    {
        AuditEntry settled,
            open;
        await using (var trail = _folder.Open())
        {
            await trail.AppendAsync(settled = _folder.Decision(trail, "phone:+8613900000001"));
            await trail.AppendAsync(open = _folder.Decision(trail, "phone:+8613900000001"));
            await trail.AppendAsync(
                new AuditEntry
                {
                    Type = "outcome",
                    Id = _folder.NextId(),
                    At = TrailFolder.Start,
                    Of = settled.Id,
                    Body = "{}"u8.ToArray(),
                }
            );
            Assert.Empty(trail.InDoubt);
        }
        await using (var trail = _folder.Open())
        {
            Assert.Equal(open.Id, Assert.Single(trail.InDoubt).Id);
            await trail.AppendAsync(
                new AuditEntry
                {
                    Type = "outcome",
                    Id = _folder.NextId(),
                    At = TrailFolder.Start,
                    Of = open.Id,
                    Body = "{}"u8.ToArray(),
                }
            );
            Assert.Empty(trail.InDoubt);
            Assert.Equal("outcome", Assert.Single(trail.FindOf(open.Id)).Type);
        }
        await using (var trail = _folder.Open())
            Assert.Empty(trail.InDoubt);
    }

    [Fact]
    public async Task Whoever_meets_a_new_person_at_the_same_moment_can_write_about_them_at_once()
    {
        await using var trail = _folder.Open();
        using var together = new Barrier(2);
        await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            try
                            {
                                for (var person = 0; person < 20_000; person++)
                                {
                                    if (person % 100 == 0)
                                        together.SignalAndWait();
                                    trail.Vault.Pseudonym(trail.Vault.Resolve($"phone:+86139{person:00000000}"), TrailFolder.Start);
                                }
                            }
                            finally
                            {
                                together.RemoveParticipant();
                            }
                        },
                        TaskCreationOptions.LongRunning
                    )
                )
        );
    }

    [Fact]
    public async Task Refuses_a_second_start()
    {
        await using var trail = _folder.Open();
        Assert.Throws<AuditUnavailableException>(_folder.Open);
    }

    [Fact]
    public async Task Writes_a_batch_of_thousands_as_parts_and_reads_it_whole()
    {
        await using var trail = _folder.Open();
        var entry = _folder.Decision(trail, [.. Enumerable.Range(0, 3000).Select(i => $"phone:+86139{i:00000000}")]) with
        {
            Body = Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('消', 40_000)}\"}}"),
        };
        var receipt = await trail.AppendAsync(entry);
        var found = trail.Find(entry.Id)!;
        Assert.Equal(receipt.Index, found.Index);
        Assert.Equal(found.Parts, found.Index);
        Assert.True(found.Parts > 4);
        Assert.Equal(
            entry.Subjects.Select(subject => trail.Vault.Pseudonym(subject.Slot, entry.At)),
            found.Subjects.Select(subject => subject.Pseudonym)
        );
        Assert.Equal(entry.Body.ToArray(), found.Body.ToArray());
        Assert.All(trail.EvidenceOf(entry.Id)!.Rows, row => Assert.Equal(EvidenceState.Present, row.State));
        Assert.Equal(
            entry.Id,
            Assert
                .Single(trail.Query(new AuditQuery { Identity = "phone:+8613900002999", Terms = [new("rule", "consent-marketing")] }).Items)
                .Id
        );
        Assert.Empty(trail.Query(new AuditQuery { Identity = "phone:+8613900002998", Terms = [new("rule", "consent-marketing")] }).Items);
    }

    [Fact]
    public async Task Keeps_each_row_with_its_person_where_only_some_in_a_batch_have_evidence()
    {
        await using var trail = _folder.Open();
        var entry = _folder.Decision(trail, [.. Enumerable.Range(0, 2000).Select(i => $"phone:+86139{i:00000000}")]);
        entry = entry with
        {
            Subjects = [.. entry.Subjects.Select((subject, i) => i is 0 or 1999 ? subject : subject with { Evidence = default })],
        };
        await trail.AppendAsync(entry);
        var rows = trail.EvidenceOf(entry.Id)!.Rows;
        Assert.Equal([0, 1999], Enumerable.Range(0, 2000).Where(i => rows[i].State == EvidenceState.Present));
        Assert.Equal("{\"identity\":\"phone:+8613900001999\"}", Encoding.UTF8.GetString(rows[1999].Bytes.Span));
    }

    [Fact]
    public async Task Scans_in_order_with_the_slot_of_each_subject()
    {
        await using var trail = _folder.Open();
        var entries = Enumerable.Range(0, 600).Select(i => _folder.Decision(trail, $"phone:+86139{i % 7:00000000}")).ToList();
        foreach (var entry in entries)
            await trail.AppendAsync(entry);
        var scanned = trail.Scan(entries[200].At).ToList();
        Assert.Equal(entries.Skip(200).Select(entry => entry.Id), scanned.Select(entry => entry.Id));
        Assert.Equal(entries.Skip(200).Select(entry => entry.Subjects[0].Slot), scanned.Select(entry => entry.Subjects[0].Slot!.Value));
    }
}
