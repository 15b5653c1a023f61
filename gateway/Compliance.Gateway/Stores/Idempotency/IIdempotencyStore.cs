namespace Compliance.Gateway.Stores.Idempotency;

/// <summary>
/// Idempotency-Key: one key of one sender sends once. A claim is durable before it is answered, so that a crash between
/// the claim and the reply leaves a claim in doubt and never a second send.
/// </summary>
internal interface IIdempotencyStore
{
    /// <param name="decisionId">Id that the decision will carry if the claim is new.</param>
    ValueTask<IdempotencyClaim> ClaimAsync(
        string sender,
        string key,
        ReadOnlyMemory<byte> body,
        string decisionId,
        CancellationToken cancel
    );

    /// <summary>The reply that every repetition within 24 h gets.</summary>
    ValueTask CompleteAsync(string sender, string key, StoredReply reply);

    /// <summary>Nothing left the gateway (refused before the decision was recorded, or never forwarded): the key is free again.</summary>
    ValueTask AbandonAsync(string sender, string key);

    /// <summary>Something may have left and no reply is known: the key answers InDoubt from now on.</summary>
    ValueTask DoubtAsync(string sender, string key);

    /// <summary>The replies to these decisions name somebody who is forgotten: they go, and their keys answer InDoubt from now on.</summary>
    Task ForgetAsync(IReadOnlyCollection<string> decisions);
}

internal abstract record IdempotencyClaim
{
    private IdempotencyClaim() { }

    /// <summary>Go on; end with Complete, Abandon or Doubt.</summary>
    internal sealed record Fresh : IdempotencyClaim;

    internal sealed record Known(StoredReply Reply) : IdempotencyClaim;

    /// <summary>409 with Retry-After.</summary>
    internal sealed record InFlight(TimeSpan RetryAfter) : IdempotencyClaim;

    /// <summary>409 naming the decision.</summary>
    internal sealed record InDoubt(string DecisionId) : IdempotencyClaim;

    /// <summary>409: the key was used with another body.</summary>
    internal sealed record OtherBody(string DecisionId) : IdempotencyClaim;

    /// <summary>Refuse: whether the key was used can't be known.</summary>
    internal sealed record Unavailable : IdempotencyClaim;
}

/// <param name="Headers">Content-Type and the Compliance-* headers.</param>
internal sealed record StoredReply(
    string DecisionId,
    int Status,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body
);
