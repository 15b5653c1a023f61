namespace Compliance.Audit.Verifying;

/// <summary>What verification found.</summary>
/// <param name="Size">Entries under the checkpoint.</param>
/// <param name="Root">The checkpoint's root hash, base64.</param>
/// <param name="Payloads">Evidence payloads that are there and match their commitments.</param>
/// <param name="Erased">Evidence rows that an erasure receipt covers.</param>
/// <param name="Receipts">Ids of the erasure entries.</param>
/// <param name="Place">The first bad position: a file, a leaf or both; null: none.</param>
/// <param name="Problem">What is wrong there.</param>
public sealed record VerificationReport(
    Verdict Verdict,
    string Origin,
    long Size,
    string Root,
    long Payloads,
    long Erased,
    IReadOnlyList<string> Receipts,
    string? Place,
    string? Problem
);

public enum Verdict
{
    /// <summary>Every hash, tile, signature and payload fits.</summary>
    Intact,

    /// <summary>The same, and what is missing is covered by erasure receipts in the log.</summary>
    IntactErased,

    /// <summary>Something was altered, or is missing without a receipt.</summary>
    Tampered,

    /// <summary>The log itself fits; its evidence does not lie beside it and was not looked at.</summary>
    LogIntact,

    /// <summary>No signature of a known key: nothing can be said.</summary>
    Unverifiable,
}
