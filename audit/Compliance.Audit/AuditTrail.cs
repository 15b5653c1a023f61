namespace Compliance.Audit;

/// <summary>One gateway's audit trail.</summary>
public sealed class AuditTrail : IAsyncDisposable
{
    /// <summary>Opens the trail, made anew where the directories are empty, and recovers what a crash left. MUST throw rather than pass over damage.</summary>
    /// <exception cref="AuditDamagedException">Kept bytes contradict each other; <see cref="AuditDamagedException.Place"/> says where.</exception>
    /// <exception cref="AuditUnavailableException">Another process has the trail open, or the directories can't be written.</exception>
    public static AuditTrail Open(AuditOptions options) => throw new NotImplementedException();

    public PersonVault Vault => throw new NotImplementedException();

    /// <summary>The tlog-tiles log to serve read-only: <c>checkpoint</c>, <c>tile/…</c>, <c>log.vkey</c>.</summary>
    public string LogDirectory => throw new NotImplementedException();

    public AuditHealth Health => throw new NotImplementedException();

    /// <summary>Decisions found at recovery without outcome and not settled since.</summary>
    public IReadOnlyList<InDoubtDecision> InDoubt => throw new NotImplementedException();

    /// <summary>Writes one entry. MUST complete only when the entry, its evidence and any new slot are durable; does not wait for the checkpoint.</summary>
    /// <exception cref="AuditUnavailableException">It could not be made durable. Nothing may be forwarded.</exception>
    /// <exception cref="ArgumentException">The entry breaks a rule of <see cref="AuditEntry"/>.</exception>
    public ValueTask<EntryReceipt> AppendAsync(AuditEntry entry) => throw new NotImplementedException();

    /// <summary>Completes when a signed checkpoint covers the leaf; from then on <see cref="Proof"/> gives its receipt.</summary>
    public Task SignedAsync(long index, CancellationToken cancel = default) => throw new NotImplementedException();

    public EntryView? Find(string id) => throw new NotImplementedException();

    /// <summary>The entries that speak of this one, oldest first: outcomes, reads. Parts are inside <see cref="Find"/>.</summary>
    public IReadOnlyList<EntryView> FindOf(string id) => throw new NotImplementedException();

    public QueryPage Query(AuditQuery query) => throw new NotImplementedException();

    /// <summary>All entries from that time on in the log's order, each subject with its slot: for rebuilding counters after a start.</summary>
    public IEnumerable<EntryView> Scan(DateTimeOffset from) => throw new NotImplementedException();

    /// <summary>The entry's C2SP <c>.tlog-proof</c>; null while no signed checkpoint covers it, or when there is no such entry.</summary>
    public byte[]? Proof(string id) => throw new NotImplementedException();

    public DecisionEvidence? EvidenceOf(string id) => throw new NotImplementedException();

    /// <summary>The evidence of all decisions of the time, oldest first, streamed.</summary>
    public IAsyncEnumerable<DecisionEvidence> Evidence(DateTimeOffset from, DateTimeOffset to) => throw new NotImplementedException();

    /// <summary>Forgets a person (PIPL Art. 47): shreds the keys of all linked slots, deletes their evidence rows from every file and writes a receipt that names nobody.
    /// MUST NOT return before that is durable; a crash in between is finished at the next start.</summary>
    public Task<ErasureReceipt> EraseAsync(string identity, ErasureOrder order, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Makes durable, publishes and closes. Appends that were accepted complete first.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
