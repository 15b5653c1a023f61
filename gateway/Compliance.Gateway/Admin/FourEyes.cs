using System.Security.Claims;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Approvals;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

/// <summary>
/// Four eyes: what can't be undone is asked for by one person and done when another approves. <c>Compliance:FourEyes</c> says whether:
/// always, never, or (auto) as soon as two people may approve.
/// </summary>
internal sealed class FourEyes(
    IApprovalStore store,
    IEnumerable<IApprovers> approvers,
    AccessLog access,
    IOptions<AdminKeyOptions> options,
    TimeProvider clock
)
{
    public const string Auto = "auto";
    public const string Required = "required";
    public const string Off = "off";

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(3);

    public bool AreWanted(IReadOnlyCollection<string> roles) =>
        options.Value.FourEyes switch
        {
            Required => true,
            Off => false,
            _ => approvers.SelectMany(who => who.WhoMay(roles)).Distinct(StringComparer.Ordinal).Skip(1).Any(),
        };

    /// <param name="shown">What is to be done, in Chinese, contacts masked.</param>
    public async Task<PendingAct> AskAsync(
        ClaimsPrincipal user,
        string action,
        IReadOnlyCollection<PersonSlot> people,
        string shown,
        ReadOnlyMemory<byte> payload
    )
    {
        var now = clock.GetUtcNow();
        var act = new PendingAct(EntryId.New(now), action, user.Identity!.Name!, now, now + Lasts, shown, payload);
        await access.WriteAsync(user, "approval.ask", people, ("approval", act.Id), ("for", action));
        await store.AddAsync(act);
        return act;
    }
}
