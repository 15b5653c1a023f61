using System.Collections.Immutable;

namespace Compliance.Audit;

/// <summary>What is to be written down. Audit puts its envelope around it; the body's bytes are kept as they are.</summary>
public sealed record AuditEntry
{
    /// <summary>decision, outcome, heartbeat, policy, access or any other word of <c>[a-z0-9.-]</c>. <c>*.part</c> and <c>erasure</c> are audit's own.</summary>
    public required string Type { get; init; }

    /// <summary>UUIDv7 as 32 lower-case hex digits. MUST be unique in the log.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the entry that this one speaks of: an outcome's decision.</summary>
    public string? Of { get; init; }

    /// <summary>What the entry can be found by. MUST NOT hold personal data.</summary>
    public ImmutableArray<Term> Terms { get; init; } = [];

    /// <summary>Indexes into <see cref="Terms"/> that hold for every subject.</summary>
    public ImmutableArray<int> All { get; init; } = [];

    /// <summary>The persons concerned, in wire order.</summary>
    public ImmutableArray<EntrySubject> Subjects { get; init; } = [];

    /// <summary>One finished JSON object, UTF-8 on one line. MUST NOT hold personal data. Any size up to the journal's record limit.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The evidence's shared layer in plain; empty: none. Stored encrypted, committed to in the entry.</summary>
    public ReadOnlyMemory<byte> SharedEvidence { get; init; }

    /// <summary>How long the entry must be kept; becomes the term <c>retention</c> and chooses the shared layer's key. Null: the class <c>standard</c>, without a term.</summary>
    public string? RetentionClass { get; init; }
}

/// <summary>A name and value that an entry can be found by, such as <c>channel</c> = <c>tencent-sms</c>.</summary>
public readonly record struct Term(string Name, string Value);

/// <summary>One person in an entry.</summary>
public sealed record EntrySubject
{
    public required PersonSlot Slot { get; init; }

    /// <summary>Indexes into the entry's terms that hold for this person beside <see cref="AuditEntry.All"/>.</summary>
    public ImmutableArray<int> Terms { get; init; } = [];

    /// <summary>This person's evidence row in plain; empty: none. Stored encrypted under the person's own key.</summary>
    public ReadOnlyMemory<byte> Evidence { get; init; }
}

/// <summary>A person's place in the vault, or one identity's that nobody knows yet. A random number below 2^53 that means nothing outside the vault.</summary>
public readonly record struct PersonSlot(long Value);

/// <summary>The promise that an entry is durable.</summary>
/// <param name="Index">The leaf index (the head's, where the entry was written in parts): the sequence, without gaps.</param>
public readonly record struct EntryReceipt(string Id, long Index);
