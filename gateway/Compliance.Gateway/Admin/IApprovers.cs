namespace Compliance.Gateway.Admin;

/// <summary>Who could be the second of two: holders of keys, and of accounts.</summary>
internal interface IApprovers
{
    /// <returns>Names as they stand in the audit trail.</returns>
    IEnumerable<string> WhoMay(IReadOnlyCollection<string> roles);
}
