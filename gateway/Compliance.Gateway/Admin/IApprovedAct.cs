using System.Collections.Immutable;
using System.Security.Claims;
using Compliance.Gateway.Stores.Approvals;

namespace Compliance.Gateway.Admin;

/// <summary>An act that one person asks for and another approves.</summary>
internal interface IApprovedAct
{
    /// <summary>As in the audit trail.</summary>
    string Action { get; }

    /// <summary>Who may ask for it, and who may approve it.</summary>
    ImmutableArray<string> Roles { get; }

    /// <param name="user">Who approved it.</param>
    Task<IResult> DoAsync(PendingAct asked, ClaimsPrincipal user, Eyes eyes);
}

/// <summary>By whom something is done.</summary>
/// <param name="ApprovedBy">The second person; null where one sufficed.</param>
internal sealed record Eyes(string By, string? ApprovedBy)
{
    /// <summary>For an entry's body.</summary>
    public (string, string?)[] Details =>
        [("eyes", ApprovedBy is null ? "1" : "2"), ("askedBy", ApprovedBy is null ? null : By), ("approvedBy", ApprovedBy)];
}
