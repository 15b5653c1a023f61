using System.Collections.Immutable;
using Compliance.Audit.Entries;
using Compliance.Audit.Journaling;
using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;
using Compliance.Audit.Payloads;
using Compliance.Audit.Publishing;
using Compliance.Audit.Searching;
using Compliance.Audit.Storage;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit;

/// <summary>One gateway's audit trail. An append goes: record (caller's thread) → journal (one thread, one fsync for all that wait) → the caller goes on;
/// behind that tree and signature, then log and evidence files, then index and vault file, each on a thread of its own.</summary>
public sealed class AuditTrail : IAsyncDisposable
{
    private static readonly TimeSpan IndexPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnchorInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetireInterval = TimeSpan.FromSeconds(30);
    private const int RetireSegments = 4;

    private readonly AuditOptions _options;
    private readonly FileStream _lock;
    private readonly LogFiles _files;
    private readonly EntryFiles _entries;
    private readonly EvidenceStore _evidence;
    private readonly EvidenceReader _payloads;
    private readonly VaultFile _vaultFile;
    private readonly IndexFile _indexFile;
    private readonly Searcher _searcher;
    private readonly RecordBuilder _builder;
    private readonly GracePeriod _building = new();
    private readonly Projector _projector;
    private readonly TreeStage _tree;
    private readonly JournalWriter _journal;
    private readonly SemaphoreSlim _erasing = new(1);
    private readonly ImmutableArray<string> _setAside;
    private readonly Dictionary<string, InDoubtDecision> _inDoubt;
    private long _anchored = Environment.TickCount64;
    private long _retired = Environment.TickCount64;
    private bool _disposed;

    private AuditTrail(AuditOptions options, FileStream held)
    {
        (_options, _lock) = (options, held);
        foreach (var part in (string[])["log", "journal", "evidence"])
            Directory.CreateDirectory(Path.Combine(options.Directory, part));
        _files = new LogFiles(Path.Combine(options.Directory, "log"));
        _entries = new EntryFiles(_files);
        _evidence = new EvidenceStore(Path.Combine(options.Directory, "evidence"));
        var keys = VaultKeys.Open(options.VaultDirectory, options.Origin, mayCreate: !File.Exists(_files.KeysPath));
        PublishKeys(keys.Signing);
        _vaultFile = new VaultFile(options.VaultDirectory);
        Vault = new PersonVault(keys, _vaultFile, options.Origin, options.Clock, ChangeAsync);
        _builder = new RecordBuilder(Vault);
        _payloads = new EvidenceReader(Vault, _evidence);
        var journalDirectory = Path.Combine(options.Directory, "journal");
        var journal = new JournalReader(journalDirectory);
        var (size, erasure) = Recovery.Check(journal, _files, AnchorPath, keys.Signing, Vault);
        var start = journal.FirstLeaf;
        var complete = journal.Position.Batch == (journal.IsEmpty ? 0 : journal.Segments[0].Header.FirstBatch);
        _setAside = [.. journal.SetAside];
        var indexPath = Path.Combine(options.Directory, "index.db");
        // Only what was durable before the journal is certainly in the files yet.
        _indexFile = IndexFile.Open(indexPath, _entries, PublishedSize(), options.Tally);
        _projector = new Projector(_indexFile, _vaultFile, _entries);
        _tree = new TreeStage(
            options.Origin,
            keys.Signing,
            options,
            _files,
            TileTree.Load(start, _files),
            complete,
            new Publisher(_files, _evidence, start),
            Published
        );
        Replay(journalDirectory);
        _journal = new JournalWriter(
            journalDirectory,
            options.SegmentBytes,
            options.Clock,
            journal.Position,
            journal.OpenLast(),
            journal.Segments,
            _tree
        );
        _searcher = new Searcher(indexPath, _entries);
        // A new log is signed too before anybody sees it: an auditor may ask from the first moment.
        Await(
            () =>
                _projector.Indexed >= size
                && (complete || _projector.AppliedBatch >= journal.Position.Batch - 1)
                && File.Exists(_files.CheckpointPath),
            Timeout.InfiniteTimeSpan
        );
        if (size > 0)
            Vault.Reaches(_entries.Read(FirstHead()).At);
        _inDoubt = _searcher.Unsettled().ToDictionary(decision => decision.Id);
        if (erasure)
            LetGoAsync().GetAwaiter().GetResult();
    }

    /// <summary>Opens the trail, made anew where the directories are empty, and recovers what a crash left. MUST throw rather than pass over damage.</summary>
    /// <exception cref="AuditDamagedException">Kept bytes contradict each other; <see cref="AuditDamagedException.Place"/> says where.</exception>
    /// <exception cref="AuditUnavailableException">Another process has the trail open, or the directories can't be written.</exception>
    public static AuditTrail Open(AuditOptions options)
    {
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(options.Directory);
            Directory.CreateDirectory(options.VaultDirectory);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(options.VaultDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            held = new FileStream(Path.Combine(options.Directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new AuditTrail(options, held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new AuditUnavailableException(
                held is null
                    ? $"{options.Directory}: another process has it open, or it can't be written ({error.Message})"
                    : error.Message,
                error
            );
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    public PersonVault Vault { get; }

    /// <summary>The tlog-tiles log to serve read-only: <c>checkpoint</c>, <c>tile/…</c>, <c>log.vkey</c>.</summary>
    public string LogDirectory => _files.Directory;

    public AuditHealth Health
    {
        get
        {
            var (state, signed) = (_journal.State, _tree.Signed);
            var reason = state.Broken ?? _tree.Failure ?? _projector.Failure;
            return new AuditHealth(
                state.Broken is null,
                state.Since,
                reason,
                state.Leaves,
                signed?.Size ?? 0,
                signed?.Checkpoint.At,
                state.Leaves - _projector.Indexed,
                InDoubt.Count,
                _setAside
            );
        }
    }

    /// <summary>Decisions found at recovery without outcome and not settled since.</summary>
    public IReadOnlyList<InDoubtDecision> InDoubt
    {
        get
        {
            lock (_inDoubt)
                return [.. _inDoubt.Values.OrderBy(decision => decision.Index)];
        }
    }

    /// <summary>Writes one entry. MUST complete only when the entry, its evidence and any new slot are durable; does not wait for the checkpoint.</summary>
    /// <exception cref="AuditUnavailableException">It could not be made durable. Nothing may be forwarded.</exception>
    /// <exception cref="ArgumentException">The entry breaks a rule of <see cref="AuditEntry"/>.</exception>
    public ValueTask<EntryReceipt> AppendAsync(AuditEntry entry)
    {
        if (entry.Type == Eraser.Type)
            throw new ArgumentException("type erasure is audit's own");
        return WriteAsync(entry, null);
    }

    /// <summary>Completes when a signed checkpoint covers the leaf; from then on <see cref="Proof"/> gives its receipt.</summary>
    public Task SignedAsync(long index, CancellationToken cancel = default) => _tree.SignedAsync(index, cancel);

    /// <exception cref="AuditUnavailableException">It is not found, and the index has not read all that is durable: nobody can say that there is none.</exception>
    public EntryView? Find(string id)
    {
        var all = CatchUp();
        if (_searcher.LeafOf(id) is { } leaf)
            return _entries.Read(leaf);
        return all ? null : throw new AuditUnavailableException("the index has not caught up with the log");
    }

    /// <summary>The entries that speak of this one, oldest first: outcomes, reads. Parts are inside <see cref="Find"/>.</summary>
    public IReadOnlyList<EntryView> FindOf(string id)
    {
        CatchUp();
        return [.. _searcher.LeavesOf(id).Select(_entries.Read)];
    }

    public QueryPage Query(AuditQuery query)
    {
        CatchUp();
        return _searcher.Page(query, Pseudonyms(query), _projector.Indexed);
    }

    /// <summary>The head leaves that the query finds from its cursor on, newest first and read as they are asked for: for counting and exporting. <see cref="AuditQuery.Limit"/> is not heeded.</summary>
    public IEnumerable<long> Heads(AuditQuery query)
    {
        CatchUp();
        return _searcher.Heads(query, Pseudonyms(query), _projector.Indexed);
    }

    /// <summary>The entry whose head is that leaf.</summary>
    public EntryView Read(long head) => _entries.Read(head);

    /// <summary>What was counted from that hour on up to that time, in stretches of whole hours: as far as the index has read, without waiting for it. Empty without <see cref="AuditOptions.Tally"/>.</summary>
    public IReadOnlyList<TallyCount> Tally(DateTimeOffset from, DateTimeOffset to, TimeSpan bucket) => _searcher.Tally(from, to, bucket);

    /// <summary>Values that a term has anywhere in the log, the most frequent first.</summary>
    public IReadOnlyList<string> TermValues(string name, int most) => _searcher.Values(name, most);

    /// <summary>All entries from that time on in the log's order, each subject with its slot: for rebuilding counters after a start.</summary>
    public IEnumerable<EntryView> Scan(DateTimeOffset from) =>
        Since(from)
            .Select(entry =>
                entry with
                {
                    Subjects =
                    [
                        .. entry.Subjects.Select(subject =>
                            subject with
                            {
                                Slot = Vault.TryFindByPseudonym(subject.Pseudonym, new Quarter(entry.At), out var slot) ? slot : null,
                            }
                        ),
                    ],
                }
            );

    /// <summary>The entry's C2SP <c>.tlog-proof</c>; null while no signed checkpoint covers it, or when there is no such entry.</summary>
    public byte[]? Proof(string id)
    {
        CatchUp();
        return _searcher.LeafOf(id) is { } leaf ? Proof(leaf) : null;
    }

    /// <summary>The same by leaf index, without the index having to know it.</summary>
    public byte[]? Proof(long index) => _tree.Signed is { } signed && index < signed.Size ? signed.Prove(index).Format() : null;

    /// <summary>The path of a leaf in the tree of a size, for whoever kept that tree's root; null: the leaf isn't in it, or it isn't signed yet.</summary>
    public IReadOnlyList<byte[]>? Inclusion(long index, long size) =>
        _tree.Signed is { } signed && index >= 0 && index < size && size <= signed.Size
            ? new TreeReader(signed, size).Inclusion(index)
            : null;

    /// <summary>That one tree is the beginning of another; null: there are no such trees.</summary>
    public IReadOnlyList<byte[]>? Consistency(long older, long newer) =>
        _tree.Signed is { } signed && older > 0 && older <= newer && newer <= signed.Size
            ? new TreeReader(signed, newer).Consistency(older)
            : null;

    public DecisionEvidence? EvidenceOf(string id) => Find(id) is { } entry ? _payloads.Read(entry) : null;

    /// <summary>The evidence of all decisions of the time, oldest first, streamed.</summary>
    public async IAsyncEnumerable<DecisionEvidence> Evidence(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var entry in Since(from))
        {
            if (entry.Type != Settlement.Decision || entry.At >= to)
                continue;
            yield return _payloads.Read(entry);
            await Task.Yield();
        }
    }

    /// <summary>Forgets a person (PIPL Art. 47): shreds the keys of all linked slots, deletes their evidence rows from every file and writes a receipt that names nobody.
    /// MUST NOT return before that is durable; a crash in between is finished at the next start.</summary>
    public async Task<ErasureReceipt> EraseAsync(string identity, ErasureOrder order, CancellationToken cancel = default)
    {
        await _erasing.WaitAsync(cancel);
        try
        {
            if (!Vault.TryFind(identity, out var slot))
                return new ErasureReceipt(null, null, 0, 0);
            return await new Eraser(Vault, _searcher, _entries, _evidence, _options.Clock, this).EraseAsync(slot, order);
        }
        finally
        {
            _erasing.Release();
        }
    }

    /// <summary>Makes durable, publishes and closes. Appends that were accepted complete first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await Task.Run(() =>
        {
            _journal.Dispose();
            _tree.Dispose();
            _projector.Dispose();
            WriteAnchor();
            // What is retired now need not be replayed at the next start.
            if (_tree.Failure is null && _projector.Failure is null && _journal.Before(_projector.AppliedBatch).Count > 0)
                Retire();
            _searcher.Dispose();
            _indexFile.Dispose();
            _vaultFile.Dispose();
            _lock.Dispose();
        });
    }

    internal async ValueTask<EntryReceipt> WriteAsync(AuditEntry entry, IReadOnlyList<VaultChange>? changes)
    {
        if (_journal.State.Broken is { } broken)
            throw new AuditUnavailableException(broken);
        ValueTask<long> durable;
        var epoch = _building.Enter();
        try
        {
            var record = _builder.Build(entry, changes);
            if (record.Leaves.Length > _journal.MaximumRecord - 4096)
                throw new ArgumentException($"the entry is larger than a journal segment ({record.Leaves.Length} bytes)");
            durable = _journal.Append(record);
        }
        finally
        {
            _building.Leave(epoch);
        }
        var index = await durable.ConfigureAwait(false);
        if (entry is { Type: Settlement.Outcome, Of: { } settled } && _inDoubt.Count > 0)
            lock (_inDoubt)
                _inDoubt.Remove(settled);
        return new EntryReceipt(entry.Id, index);
    }

    /// <summary>After this everything that was begun under keys that are leaving is durable, published and indexed.</summary>
    internal async Task SettleAsync()
    {
        await _building.WaitAsync();
        await ChangeAsync([], []);
        await PublishedAsync();
    }

    /// <summary>Waits until all that is durable now stands in every file.</summary>
    internal async Task PublishedAsync()
    {
        var leaves = _journal.State.Leaves;
        var record = new JournalRecord
        {
            Leaves = default,
            Count = 0,
            LeafHashes = default,
        };
        await _journal.Append(record);
        await Task.Run(() =>
            Await(() => _projector.Indexed >= leaves && _projector.AppliedBatch >= record.Batch, Timeout.InfiniteTimeSpan)
        );
    }

    /// <summary>Journal segments and torn tails so far go, after all else is synced.</summary>
    internal async Task LetGoAsync()
    {
        await _journal.RotateAsync();
        await PublishedAsync();
        Retire();
        foreach (var torn in Directory.GetFiles(Path.Combine(_options.Directory, "journal"), "*.torn"))
            File.Delete(torn);
    }

    private string AnchorPath => Path.Combine(_options.VaultDirectory, "anchor");

    private async ValueTask ChangeAsync(VaultChange[] changes, Person[] people) =>
        await _journal.Append(
            new JournalRecord
            {
                Leaves = default,
                Count = 0,
                LeafHashes = default,
                People = people,
                Changes = changes,
            }
        );

    private void Replay(string journalDirectory)
    {
        foreach (var record in new JournalReader(journalDirectory).Records())
        {
            if (_tree.Refusal() is { } refusal)
                throw new AuditUnavailableException(refusal);
            _tree.Add([record]);
        }
    }

    private void Published(IReadOnlyList<JournalRecord> records, long size)
    {
        _projector.Published(records, size);
        if (Environment.TickCount64 - _anchored > AnchorInterval.TotalMilliseconds)
            WriteAnchor();
        // The journal's writer doesn't exist yet while a crash is being recovered.
        if (
            _journal?.Before(_projector.AppliedBatch) is { Count: > 0 } old
            && (old.Count >= RetireSegments || Environment.TickCount64 - _retired > RetireInterval.TotalMilliseconds)
        )
            Retire();
    }

    private void Retire()
    {
        _retired = Environment.TickCount64;
        var old = _journal.Before(_projector.AppliedBatch);
        DurableFile.SyncAll(_options.Directory);
        DurableFile.SyncAll(_options.VaultDirectory);
        _journal.Delete(old);
    }

    private void WriteAnchor()
    {
        _anchored = Environment.TickCount64;
        File.Copy(_files.CheckpointPath, AnchorPath + ".tmp", overwrite: true);
        File.Move(AnchorPath + ".tmp", AnchorPath, overwrite: true);
    }

    private void PublishKeys(IReadOnlyList<SigningKey> signing)
    {
        var known = File.Exists(_files.KeysPath) ? File.ReadAllLines(_files.KeysPath) : [];
        string[] keys = [.. signing.Select(key => key.Verifier.ToString()).Concat(known).Where(line => line.Length > 0).Distinct()];
        if (!keys.SequenceEqual(known))
            DurableFile.Replace(_files.KeysPath, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', keys) + "\n"));
    }

    private long PublishedSize() =>
        File.Exists(_files.CheckpointPath)
        && SignedNote.TryParse(File.ReadAllBytes(_files.CheckpointPath), out var note)
        && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? checkpoint.Size
            : 0;

    private IReadOnlyCollection<string>? Pseudonyms(AuditQuery query) =>
        query.Identity switch
        {
            null => null,
            { } identity when Vault.TryFind(identity, out var slot) =>
            [
                .. Vault.Linked(slot).SelectMany(one => Vault.Pseudonyms(Vault.Find(one))),
            ],
            _ => [],
        };

    private long FirstHead()
    {
        var leaf = 0L;
        while (EntryFiles.IsPart(EnvelopeReader.Read(leaf, _entries.Leaf(leaf))))
            leaf++;
        return leaf;
    }

    /// <summary>Waits until the index has read all that was durable at the call; what it can't reach in time the answer shows as missing.</summary>
    private bool CatchUp()
    {
        var size = _journal.State.Leaves;
        if (_projector.Indexed < size)
            Await(() => _projector.Indexed >= size, IndexPatience);
        return _projector.Indexed >= size;
    }

    private void Await(Func<bool> reached, TimeSpan longest)
    {
        var begun = Environment.TickCount64;
        _tree.Hurry();
        while (!_projector.Wait(reached, TimeSpan.FromMilliseconds(20)))
        {
            if (longest != Timeout.InfiniteTimeSpan && Environment.TickCount64 - begun > longest.TotalMilliseconds)
                return;
            if ((_tree.Failure ?? _projector.Failure) is { } failure && longest == Timeout.InfiniteTimeSpan)
                throw new AuditUnavailableException(failure);
            _tree.Hurry();
        }
    }

    private IEnumerable<EntryView> Since(DateTimeOffset from)
    {
        CatchUp();
        return _entries
            .Entries(Math.Min(_searcher.FirstLeaf(from), _projector.Indexed), _projector.Indexed)
            .Where(entry => entry.At >= from);
    }
}
