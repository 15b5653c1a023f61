using Compliance.Audit;
using Compliance.Audit.Journaling;
using Compliance.Audit.Notes;
using Compliance.Audit.Verifying;

namespace Compliance.Tests.Audit.Journaling;

/// <summary>Every damage to the journal is either recovered exactly or refused with its place.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly TrailFolder _folder = new();
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, byte[]> _leaves = [];

    public void Dispose()
    {
        _folder.Dispose();
        if (Directory.Exists(_folder.Root + "-crashed"))
            Directory.Delete(_folder.Root + "-crashed", true);
    }

    [Fact]
    public async Task A_batch_torn_at_any_sector_is_set_aside_and_what_stood_before_it_comes_back()
    {
        var (journal, _, batches) = await CrashedAsync();
        var last = batches[^1];
        for (var from = last.Offset; from < last.End; from += JournalFormat.Sector)
        {
            var bytes = File.ReadAllBytes(journal);
            bytes.AsSpan((int)from, (int)(last.End - from)).Clear();
            await WithAsync(
                journal,
                bytes,
                async () =>
                {
                    await using (var trail = _folder.Open())
                    {
                        Assert.Equal(last.FirstLeaf, trail.Health.Size);
                        // A first sector that never came leaves an empty end, of which there is nothing to keep.
                        Assert.Equal(from == last.Offset ? 0 : 1, trail.Health.SetAside.Length);
                        await CheckAsync(trail);
                    }
                    Assert.Equal(Verdict.Intact, Verify());
                }
            );
        }
    }

    [Fact]
    public async Task A_journal_cut_short_at_any_byte_is_refused_with_its_place()
    {
        var (journal, _, batches) = await CrashedAsync();
        var bytes = File.ReadAllBytes(journal);
        for (var length = batches[^1].Offset; length < batches[^1].End; length++)
            await RefusedAsync(journal, bytes[..(int)length]);
    }

    [Fact]
    public async Task A_batch_zeroed_from_any_byte_on_is_recovered_exactly_or_refused()
    {
        var (journal, _, batches) = await CrashedAsync();
        var last = batches[^1];
        for (var from = last.Offset; from < last.Offset + last.Length; from += 7)
        {
            var bytes = File.ReadAllBytes(journal);
            bytes.AsSpan((int)from, (int)(last.End - from)).Clear();
            await RecoveredOrRefusedAsync(journal, bytes);
        }
    }

    [Fact]
    public async Task Any_flipped_bit_is_refused_or_changes_nothing()
    {
        var (journal, _, batches) = await CrashedAsync();
        var end = (int)batches[^1].End;
        // Every byte's bit 0 would take minutes; every byte of the headers and each seventh behind them is flipped, the bit moving along.
        for (var at = 0; at < end; at += at % JournalFormat.Sector < JournalFormat.BatchHeader ? 3 : 13)
        {
            var bytes = File.ReadAllBytes(journal);
            bytes[at] ^= (byte)(1 << at % 8);
            await RecoveredOrRefusedAsync(journal, bytes);
        }
    }

    [Fact]
    public async Task Swapped_and_repeated_batches_are_refused()
    {
        var (journal, _, batches) = await CrashedAsync();
        var good = File.ReadAllBytes(journal);
        var (a, b) = (batches[1], batches[2]);
        var swapped = good.ToArray();
        good.AsSpan((int)b.Offset, (int)(b.End - b.Offset)).CopyTo(swapped.AsSpan((int)a.Offset));
        good.AsSpan((int)a.Offset, (int)(a.End - a.Offset)).CopyTo(swapped.AsSpan((int)(a.Offset + b.End - b.Offset)));
        await RefusedAsync(journal, swapped);
        var repeated = good.ToArray();
        good.AsSpan((int)a.Offset, (int)(a.End - a.Offset)).CopyTo(repeated.AsSpan((int)batches[^1].End));
        await RefusedAsync(journal, repeated);
    }

    [Fact]
    public async Task A_torn_batch_with_a_later_one_behind_it_is_damage_not_a_tear()
    {
        var (journal, _, batches) = await CrashedAsync();
        var middle = batches[2];
        var bytes = File.ReadAllBytes(journal);
        bytes.AsSpan((int)(middle.End - JournalFormat.Sector), JournalFormat.Sector).Clear();
        await RefusedAsync(journal, bytes, expected: $"at byte {middle.Offset}");
        bytes = File.ReadAllBytes(journal);
        bytes.AsSpan((int)middle.Offset, JournalFormat.Sector).Clear();
        await RefusedAsync(journal, bytes, expected: $"at byte {middle.Offset}");
    }

    [Fact]
    public async Task A_lost_batch_that_a_checkpoint_covers_is_refused()
    {
        await FillAsync(publish: true);
        var journal = Directory.GetFiles(Path.Combine(_folder.Audit, "journal"), "*.journal").Single();
        var last = Batches(journal)[^1];
        var bytes = File.ReadAllBytes(journal);
        bytes.AsSpan((int)last.Offset, (int)(last.End - last.Offset)).Clear();
        await RefusedAsync(journal, bytes, expected: "checkpoint");
    }

    [Fact]
    public async Task An_old_audit_directory_put_back_is_refused()
    {
        await FillAsync(publish: true);
        var old = Path.Combine(_folder.Root, "old");
        Copy(_folder.Audit, old);
        await FillAsync(publish: true);
        Directory.Delete(_folder.Audit, true);
        Directory.Move(old, _folder.Audit);
        Assert.Contains("anchor", Assert.Throws<AuditDamagedException>(_folder.Open).Place);
    }

    [Theory]
    [InlineData("audit/journal")]
    [InlineData("audit/log/checkpoint")]
    [InlineData("vault/keys")]
    [InlineData("vault/log.key")]
    public async Task A_missing_piece_is_refused(string piece)
    {
        await using (var trail = AuditTrail.Open(_folder.Options with { SegmentBytes = 128 << 10 }))
        {
            // Thirty to a batch: segments end between batches.
            for (var batch = 0; batch < 10; batch++)
            {
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 30)
                        .Select(_ => trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001")).AsTask())
                        .ToList()
                );
            }

            // The first segments go, so that the log's files alone hold the beginning.
            await trail.EraseAsync("phone:+8613900000001", new ErasureOrder("test", "test"));
        }
        var path = Path.Combine(_folder.Root, piece);
        if (Directory.Exists(path))
            Directory.Delete(path, true);
        else
            File.Delete(path);
        Assert.Throws<AuditDamagedException>(_folder.Open);
    }

    [Fact]
    public async Task Segments_follow_each_other_and_a_missing_one_is_refused()
    {
        var options = _folder.Options with { SegmentBytes = 64 << 10 };
        await using (var trail = AuditTrail.Open(options))
        {
            for (var i = 0; i < 200; i++)
                Keep(await AppendAsync(trail));
            Assert.NotNull(trail.Find(_ids[^1]));
            // As a crash leaves it: a clean stop lets the old segments go.
            Copy(_folder.Root, _folder.Root + "-crashed");
        }
        Directory.Delete(_folder.Root, true);
        Copy(_folder.Root + "-crashed", _folder.Root);
        var segments = Directory.GetFiles(Path.Combine(_folder.Audit, "journal"), "*.journal").Order().ToList();
        Assert.True(segments.Count >= 3);
        var second = File.ReadAllBytes(segments[1]);
        File.Delete(segments[1]);
        Assert.Throws<AuditDamagedException>(() => AuditTrail.Open(options));
        File.WriteAllBytes(segments[1], second);
        await using (var trail = AuditTrail.Open(options))
            await CheckAsync(trail);
    }

    [Fact]
    public async Task Evidence_that_a_kill_cut_off_at_any_byte_comes_again_from_the_journal()
    {
        var options = _folder.Options with { SegmentBytes = 64 << 10 };
        var evidence = Path.Combine(_folder.Audit, "evidence", "000");
        await using (var trail = AuditTrail.Open(options))
        {
            for (var i = 0; i < 100; i++)
                Keep(await AppendAsync(trail));
        }
        // The stop let old segments go: the journal now begins inside the bundle, whose first records stand in the file alone.
        var before = new FileInfo(evidence).Length;
        await using (var trail = AuditTrail.Open(options))
        {
            for (var i = 0; i < 3; i++)
                Keep(await AppendAsync(trail));
            Assert.NotNull(trail.Find(_ids[^1]));
            Copy(_folder.Root, _folder.Root + "-crashed");
        }
        var bytes = File.ReadAllBytes(evidence);
        for (var cut = (int)before + 1; cut < bytes.Length; cut += 31)
        {
            await WithAsync(
                evidence,
                bytes[..cut],
                async () =>
                {
                    await using (var trail = AuditTrail.Open(options))
                    {
                        await CheckAsync(trail);
                        Assert.All(_ids[^4..], id => Assert.Equal(EvidenceState.Present, trail.EvidenceOf(id)!.Rows[0].State));
                    }
                    Assert.Equal(Verdict.Intact, Verify());
                }
            );
        }
    }

    private async Task<AuditEntry> AppendAsync(AuditTrail trail)
    {
        var entry = _folder.Decision(trail, $"phone:+86139{_ids.Count % 3:00000000}");
        _ids.Add(entry.Id);
        await trail.AppendAsync(entry);
        return entry;
    }

    private void Keep(AuditEntry entry) => _leaves[entry.Id] = entry.Body.ToArray();

    private async Task FillAsync(bool publish)
    {
        await using var trail = AuditTrail.Open(_folder.Options with { SegmentBytes = 128 << 10 });
        for (var i = 0; i < 6; i++)
            Keep(await AppendAsync(trail));
        if (publish)
            Assert.NotNull(trail.Find(_ids[^1]));
    }

    /// <summary>A trail as a crash leaves it when nothing of the journal was published yet: six batches, the last of several sectors.</summary>
    private async Task<(string Journal, byte[] Good, List<Batch> Batches)> CrashedAsync()
    {
        var empty = Path.Combine(_folder.Root, "empty");
        await using (AuditTrail.Open(_folder.Options with { SegmentBytes = 128 << 10 })) { }
        Copy(Path.Combine(_folder.Audit, "log"), Path.Combine(empty, "log"));
        File.Copy(Path.Combine(_folder.Vault, "anchor"), Path.Combine(empty, "anchor"));
        await FillAsync(publish: false);
        var journal = Directory.GetFiles(Path.Combine(_folder.Audit, "journal"), "*.journal").Single();
        foreach (var published in (string[])["log", "evidence"])
            Directory.Delete(Path.Combine(_folder.Audit, published), true);
        foreach (var index in Directory.GetFiles(_folder.Audit, "index*"))
            File.Delete(index);
        Directory.Move(Path.Combine(empty, "log"), Path.Combine(_folder.Audit, "log"));
        File.Move(Path.Combine(empty, "anchor"), Path.Combine(_folder.Vault, "anchor"), true);
        Copy(_folder.Root, _folder.Root + "-crashed");
        return (journal, File.ReadAllBytes(journal), Batches(journal));
    }

    private async Task WithAsync(string journal, byte[] bytes, Func<Task> check)
    {
        Directory.Delete(_folder.Root, true);
        Copy(_folder.Root + "-crashed", _folder.Root);
        File.WriteAllBytes(journal, bytes);
        await check();
        Directory.Delete(_folder.Root, true);
        Copy(_folder.Root + "-crashed", _folder.Root);
    }

    private async Task RefusedAsync(string journal, byte[] bytes, string expected = "journal")
    {
        File.WriteAllBytes(journal, bytes);
        var refused = Assert.Throws<AuditDamagedException>(_folder.Open);
        Assert.Contains(expected, refused.Place);
        await Task.CompletedTask;
    }

    private async Task RecoveredOrRefusedAsync(string journal, byte[] bytes)
    {
        File.WriteAllBytes(journal, bytes);
        AuditTrail trail;
        try
        {
            trail = _folder.Open();
        }
        catch (AuditDamagedException refused)
        {
            Assert.Contains("journal", refused.Place);
            return;
        }
        await using (trail)
            await CheckAsync(trail);
        await WithAsync(journal, bytes, () => Task.CompletedTask);
    }

    /// <summary>All that is there is a prefix of what was written, byte for byte.</summary>
    private Task CheckAsync(AuditTrail trail)
    {
        var size = (int)trail.Health.Size;
        foreach (var id in _ids.Take(size))
            Assert.Equal(_leaves[id], trail.Find(id)!.Body.ToArray());
        foreach (var id in _ids.Skip(size))
            Assert.Null(trail.Find(id));
        return Task.CompletedTask;
    }

    private Verdict Verify()
    {
        Assert.True(VerifierKey.TryParse(File.ReadAllLines(Path.Combine(_folder.Log, "log.vkey"))[0], out var key));
        return new LogVerifier(_folder.Log, Path.Combine(_folder.Audit, "evidence"), [key]).Verify().Verdict;
    }

    private static List<Batch> Batches(string journal)
    {
        var bytes = File.ReadAllBytes(journal);
        var batches = new List<Batch>();
        for (var at = JournalFormat.Sector; at < bytes.Length && JournalFormat.Batch(bytes.AsSpan(at)) is { } head; )
        {
            var length = JournalFormat.BatchHeader + head.Length;
            batches.Add(new Batch(at, length, at + JournalFormat.Padded(length), head.FirstLeaf));
            at += JournalFormat.Padded(length);
        }
        return batches;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(directory.Replace(from, to));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
            File.Copy(file, file.Replace(from, to), true);
    }

    private sealed record Batch(long Offset, long Length, long End, long FirstLeaf);
}
