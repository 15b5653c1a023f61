namespace Compliance.Audit;

/// <summary>Where one gateway's audit trail lives and how it runs.</summary>
public sealed record AuditOptions
{
    /// <summary>Holds <c>log/</c> (tlog-tiles, may be published), <c>journal/</c>, <c>evidence/</c> and the index. MUST NOT be shared by two processes.</summary>
    public required string Directory { get; init; }

    /// <summary>Holds every key: who a pseudonym is, what evidence says, and the log's signing key. MUST NOT lie under <see cref="Directory"/> or its backup.</summary>
    public required string VaultDirectory { get; init; }

    /// <summary><c>&lt;brand&gt;/&lt;gateway&gt;</c>: the log's name and its key's name. No white space, no plus sign, no control characters. It MUST NOT change while the log lives.</summary>
    public required string Origin { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long at most a durable entry waits for its published checkpoint while nobody asks for its receipt. Whoever waits by <see cref="AuditTrail.SignedAsync"/> gets a signature at once, at most one every 4 ms.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What the index counts by the hour; null: what it counted so far. Asking for something else makes the index anew at the start.</summary>
    public TallyShape? Tally { get; init; }

    /// <summary>Bytes of one journal segment; also the largest journal record, less 1 KiB.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;
}
