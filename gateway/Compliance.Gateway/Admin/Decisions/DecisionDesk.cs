using System.Collections.Immutable;
using System.Security.Claims;
using Compliance.Audit;
using Compliance.Audit.Exporting;
using Compliance.Gateway.Recording;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>Finds, explains and proves decisions for whoever may ask, API and console alike. MUST write the access entry before it answers.</summary>
internal sealed class DecisionDesk(AuditTrail trail, DecisionExplainer explainer, ClosedVocabulary vocabulary, AccessLog access)
{
    private static readonly TimeSpan SignatureWait = TimeSpan.FromSeconds(5);

    /// <param name="contact">Who was asked for, masked; null when nobody was.</param>
    /// <param name="asked">What was asked for beside the person.</param>
    /// <exception cref="ArgumentException">The query's cursor isn't one.</exception>
    public async Task<DecisionPage> FindAsync(
        ClaimsPrincipal user,
        AuditQuery query,
        string? contact,
        params (string Name, string? Value)[] asked
    )
    {
        var people = PeopleOf(query.Identity);
        await access.WriteAsync(user, "decision.query", people, asked);
        var page = trail.Query(vocabulary.Spelled(query));
        return new DecisionPage([.. page.Items.Select(Summariser(people, contact))], page.Cursor, page.IndexedTo);
    }

    /// <summary>The push to which a vendor gave this receipt (msgid, BizId, SerialNo, RequestId).</summary>
    public async Task<DecisionPage> FindByReceiptAsync(ClaimsPrincipal user, string receipt)
    {
        var term = new Term(ClosedVocabulary.ReceiptTerm, vocabulary.Receipt(receipt));
        await access.WriteAsync(user, "decision.query", [], (term.Name, term.Value));
        var outcomes = trail.Query(new AuditQuery { Terms = [term], Types = ["outcome"] });
        var decisions = outcomes.Items.Select(outcome => outcome.Of).OfType<string>().Distinct().Select(Find).OfType<EntryView>();
        return new DecisionPage([.. decisions.Select(explainer.Summarise)], null, outcomes.IndexedTo);
    }

    /// <summary>The leaves of all that the query finds, newest first, for an export whose beginning has been written down.</summary>
    public IReadOnlyList<long> Heads(AuditQuery query, CancellationToken cancel)
    {
        var heads = new List<long>();
        foreach (var head in trail.Heads(vocabulary.Spelled(query)))
        {
            cancel.ThrowIfCancellationRequested();
            heads.Add(head);
        }

        return heads;
    }

    public IEnumerable<DecisionSummary> Summaries(IEnumerable<long> heads, AuditQuery query, string? contact) =>
        heads.Select(trail.Read).Select(Summariser(PeopleOf(query.Identity), contact));

    /// <summary>Writes a ZIP that proves these entries anywhere.</summary>
    public async Task PackAsync(IReadOnlyList<long> heads, Stream into, IProgress<long> progress, CancellationToken cancel)
    {
        if (heads.Count > 0)
            await trail.SignedAsync(heads.Max(), cancel);
        LogExport.Write(trail.LogDirectory, into, new ExportFilter { Heads = heads }, progress, cancel);
    }

    public Task RecordExportAsync(ClaimsPrincipal user, string action, AuditQuery query, params (string Name, string? Value)[] details) =>
        access.WriteAsync(user, action, PeopleOf(query.Identity), details);

    /// <summary>How many decisions the query finds, counted up to <paramref name="most"/>.</summary>
    public int Count(AuditQuery query, int most) => trail.Heads(vocabulary.Spelled(query)).Take(most).Count();

    /// <param name="identity">Whose row is to be shown apart; null: nobody's.</param>
    /// <returns>Null: there is no such decision.</returns>
    public async Task<DecisionView?> ReadAsync(ClaimsPrincipal user, string id, int skip, int take, string? identity = null)
    {
        if (Find(id) is not { } entry)
            return null;
        var people = PeopleOf(identity);
        await access.WriteAsync(user, "decision.read", people, ("decision", id));
        return explainer.Explain(entry, skip, take, people.IsEmpty ? [] : trail.Vault.Linked(people[0]));
    }

    /// <summary>The entry's exact bytes, as hashed.</summary>
    public async Task<ReadOnlyMemory<byte>?> LeafAsync(ClaimsPrincipal user, string id)
    {
        if (Find(id) is not { } entry)
            return null;
        await access.WriteAsync(user, "decision.entry", [], ("decision", id));
        return entry.Leaf;
    }

    public async Task<ProofResult> ProveAsync(ClaimsPrincipal user, string id, CancellationToken cancel)
    {
        if (Find(id) is not { } entry)
            return new ProofResult.Unknown();
        await access.WriteAsync(user, "decision.prove", [], ("decision", id));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(SignatureWait);
        try
        {
            await trail.SignedAsync(entry.Index, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ProofResult.Unsigned();
        }

        return trail.Proof(id) is { } proof ? new ProofResult.Proved(proof) : new ProofResult.Unknown();
    }

    /// <summary>What ties a decision to a root that somebody kept; null: there are no such trees yet. Hashes alone: nothing is read that has to be written down.</summary>
    public ProofPaths? Paths(string id, long older, long newer) =>
        Find(id) is { } entry && trail.Consistency(older, newer) is { } consistency
            ? new ProofPaths(trail.Inclusion(entry.Index, older), consistency)
            : null;

    /// <summary>The keys that sign the log, one a line, the newest first.</summary>
    public string LogKey => File.ReadAllText(Path.Combine(trail.LogDirectory, "log.vkey")).Trim();

    private ImmutableArray<PersonSlot> PeopleOf(string? identity) =>
        identity is not null && trail.Vault.TryFind(identity, out var slot) ? [slot] : [];

    private Func<EntryView, DecisionSummary> Summariser(ImmutableArray<PersonSlot> people, string? contact)
    {
        if (contact is null || people.IsEmpty)
            return explainer.Summarise;
        var linked = trail.Vault.Linked(people[0]);
        return entry => explainer.Summarise(entry, linked, contact);
    }

    private EntryView? Find(string id) =>
        id.Length == 32 && id.All(char.IsAsciiHexDigitLower) && trail.Find(id) is { Type: "decision" } entry ? entry : null;
}

/// <param name="Inclusion">The decision's path in the older tree; null: it came later.</param>
/// <param name="Consistency">That the older tree is the newer one's beginning.</param>
internal sealed record ProofPaths(IReadOnlyList<byte[]>? Inclusion, IReadOnlyList<byte[]> Consistency);

/// <summary>What became of asking for a proof.</summary>
internal abstract record ProofResult
{
    /// <param name="Bytes">A C2SP <c>.tlog-proof</c>.</param>
    public sealed record Proved(byte[] Bytes) : ProofResult;

    /// <summary>The decision is durable, the checkpoint over it isn't signed yet.</summary>
    public sealed record Unsigned : ProofResult;

    public sealed record Unknown : ProofResult;
}
