namespace Compliance.Gateway.Recording;

/// <summary>
/// What came in, by how it ended. Every request counts once; the heartbeat entry carries the totals, so that a
/// decision that was never written shows as a difference.
/// </summary>
internal sealed class IngressCounters
{
    private long _received;
    private long _decided;
    private long _answeredLocally;
    private long _replayed;
    private long _unknownSender;
    private long _unknownChannel;
    private long _badRequests;
    private long _notRecorded;

    public void Received() => Interlocked.Increment(ref _received);

    /// <summary>A decision stands in the log, refusals of a known sender included.</summary>
    public void Decided() => Interlocked.Increment(ref _decided);

    /// <summary>Token endpoints and dry runs.</summary>
    public void AnsweredLocally() => Interlocked.Increment(ref _answeredLocally);

    /// <summary>Answered from the idempotency store.</summary>
    public void Replayed() => Interlocked.Increment(ref _replayed);

    public void UnknownSender() => Interlocked.Increment(ref _unknownSender);

    public void UnknownChannel() => Interlocked.Increment(ref _unknownChannel);

    /// <summary>Refused by Kestrel before there was a request.</summary>
    public void BadRequest() => Interlocked.Increment(ref _badRequests);

    /// <summary>Refused because the audit trail could not write.</summary>
    public void NotRecorded() => Interlocked.Increment(ref _notRecorded);

    public IngressTotals Read() =>
        new(
            Interlocked.Read(ref _received),
            Interlocked.Read(ref _decided),
            Interlocked.Read(ref _answeredLocally),
            Interlocked.Read(ref _replayed),
            Interlocked.Read(ref _unknownSender),
            Interlocked.Read(ref _unknownChannel),
            Interlocked.Read(ref _badRequests),
            Interlocked.Read(ref _notRecorded)
        );
}

/// <summary>Totals since the process started.</summary>
internal sealed record IngressTotals(
    long Received,
    long Decided,
    long AnsweredLocally,
    long Replayed,
    long UnknownSender,
    long UnknownChannel,
    long BadRequests,
    long NotRecorded
);
