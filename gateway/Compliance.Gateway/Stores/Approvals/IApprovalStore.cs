namespace Compliance.Gateway.Stores.Approvals;

/// <summary>What one person asked for and another is to approve. Few, and each for some days.</summary>
internal interface IApprovalStore
{
    /// <exception cref="StoreUnavailableException" />
    Task AddAsync(PendingAct act);

    /// <summary>Those that have not expired, the oldest first.</summary>
    /// <exception cref="StoreUnavailableException" />
    IReadOnlyList<PendingAct> Open(DateTimeOffset now);

    /// <summary>Takes it out: of two who approve at once one gets it. Null: there is none, or it has expired.</summary>
    /// <exception cref="StoreUnavailableException" />
    Task<PendingAct?> TakeAsync(string id, DateTimeOffset now);
}

/// <param name="Action">As in the audit trail: <c>subject.erase</c>.</param>
/// <param name="By">Who asked.</param>
/// <param name="Shown">What is to be done, for the second person's eyes; holds nobody's contact in clear.</param>
/// <param name="Payload">All that the act needs. Kept sealed.</param>
internal sealed record PendingAct(
    string Id,
    string Action,
    string By,
    DateTimeOffset At,
    DateTimeOffset Until,
    string Shown,
    ReadOnlyMemory<byte> Payload
);
