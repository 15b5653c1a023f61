using System.Collections.Immutable;

namespace Compliance.Audit;

/// <summary>An entry as it was written, parts put together again.</summary>
public sealed record EntryView
{
    public required long Index { get; init; }
    public required string Type { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Of { get; init; }
    public ImmutableArray<Term> Terms { get; init; } = [];
    public ImmutableArray<int> All { get; init; } = [];
    public ImmutableArray<SubjectView> Subjects { get; init; } = [];

    /// <summary>The commitment to the shared evidence, base64url; null: there is none.</summary>
    public string? Evidence { get; init; }

    /// <summary>The leaf hashes, base64, of the parts that stand directly before the head. Empty: written whole.</summary>
    public ImmutableArray<string> PartHashes { get; init; } = [];

    /// <summary>How many parts stand directly before the head.</summary>
    public int Parts => PartHashes.Length;

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The leaf's bytes exactly as hashed (the head's where there are parts).</summary>
    public required ReadOnlyMemory<byte> Leaf { get; init; }
}

/// <param name="Slot">Who it is. Filled by <see cref="AuditTrail.Scan"/> alone; null also when that person was erased.</param>
/// <param name="Commitment">base64url; null: no evidence row was written for this person.</param>
public sealed record SubjectView(string Pseudonym, ImmutableArray<int> Terms, string? Commitment, PersonSlot? Slot = null);

/// <summary>What to look for. All that is given must hold.</summary>
public sealed record AuditQuery
{
    /// <summary>An identity in clear, <c>kind:value</c>; hashed here, expanded to every linked slot and quarter. What is asked of terms is then asked of that person's own row.</summary>
    public string? Identity { get; init; }

    public ImmutableArray<Term> Terms { get; init; } = [];

    /// <summary>Of each group at least one term.</summary>
    public ImmutableArray<ImmutableArray<Term>> AnyOf { get; init; } = [];

    /// <summary>None of these terms.</summary>
    public ImmutableArray<Term> Without { get; init; } = [];

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary><see cref="QueryPage.Cursor"/> of the page before. Stays good while entries are added.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to 1,000.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Entry types; empty: decisions only.</summary>
    public ImmutableArray<string> Types { get; init; } = [];
}

/// <param name="Items">Newest first.</param>
/// <param name="Cursor">Null: this was the last page.</param>
/// <param name="IndexedTo">How many leaves the index had read; entries after that are not in the page.</param>
public sealed record QueryPage(ImmutableArray<EntryView> Items, string? Cursor, long IndexedTo);

/// <summary>A decision that a crash left without an outcome: it may or may not have been sent.</summary>
public sealed record InDoubtDecision(string Id, long Index, DateTimeOffset At);

/// <summary>How the trail is.</summary>
/// <param name="Writable">False: <see cref="AuditTrail.AppendAsync"/> throws. It becomes true again by itself once a new journal segment could be made durable (tried every second), or by a restart.</param>
/// <param name="Since">When <paramref name="Writable"/> last changed.</param>
/// <param name="Reason">Why it isn't writable, or why publishing lags; null: all is well.</param>
/// <param name="Size">Durable leaves.</param>
/// <param name="SignedSize">Leaves under the latest signed checkpoint.</param>
/// <param name="SignedAt">When it was signed; null: none yet.</param>
/// <param name="IndexLag">Durable leaves that the index hasn't read.</param>
/// <param name="InDoubt">Decisions found without outcome at the last start and not settled since.</param>
/// <param name="SetAside">Torn last records that recovery set aside, as files beside the journal.</param>
public sealed record AuditHealth(
    bool Writable,
    DateTimeOffset Since,
    string? Reason,
    long Size,
    long SignedSize,
    DateTimeOffset? SignedAt,
    long IndexLag,
    int InDoubt,
    ImmutableArray<string> SetAside
);

/// <summary>One entry's evidence, decrypted. Rows stand in the order of the entry's subjects.</summary>
/// <param name="Shared">Null: none was written.</param>
public sealed record DecisionEvidence(
    string Id,
    long Index,
    DateTimeOffset At,
    ReadOnlyMemory<byte>? Shared,
    ImmutableArray<EvidenceRow> Rows
);

/// <param name="State">Whether there is a row to read.</param>
/// <param name="Bytes">Empty unless <see cref="EvidenceState.Present"/>.</param>
/// <param name="Receipt">The erasure entry's id when <see cref="EvidenceState.Erased"/>.</param>
public sealed record EvidenceRow(string Pseudonym, EvidenceState State, ReadOnlyMemory<byte> Bytes, string? Receipt);

public enum EvidenceState
{
    /// <summary>No row was written.</summary>
    None,
    Present,

    /// <summary>The person was erased; the receipt says when and why.</summary>
    Erased,
}

/// <summary>What an erasure did. The entry in the log says the same and names nobody.</summary>
/// <param name="Id">The erasure entry's id; null: the identity was unknown and nothing was written.</param>
/// <param name="Rows">Evidence rows deleted.</param>
/// <param name="Slots">Person keys shredded.</param>
public sealed record ErasureReceipt(string? Id, long? Index, int Rows, int Slots);

/// <summary>Why somebody is erased. MUST NOT hold personal data: it stays in the log for ever.</summary>
/// <param name="Reason">A short code, such as <c>pipl-47-withdrawn</c>.</param>
/// <param name="By">Who ordered it: a key's or role's name.</param>
/// <param name="ApprovedBy">The second person; null where one sufficed.</param>
public sealed record ErasureOrder(string Reason, string By, string? ApprovedBy = null);
