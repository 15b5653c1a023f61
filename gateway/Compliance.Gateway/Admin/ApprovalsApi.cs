using System.Security.Claims;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Approvals;

namespace Compliance.Gateway.Admin;

/// <summary>What waits for a second person.</summary>
internal static class ApprovalsApi
{
    private static readonly string[] Approvers = [Roles.Privacy, Roles.Officer, Roles.Legal];

    public static void MapApprovalsApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/approvals", ListAsync)
            .AllowRoles(Approvers)
            .Produces<IReadOnlyList<ApprovalView>>()
            .WithSummary("等待第二人批准的操作");
        app.MapPost("/api/approvals/{id}", ApproveAsync)
            .AllowRoles(Approvers)
            .WithSummary("批准另一个人提出的操作，并立即执行；不能批准自己提出的，admin 密钥不能作第二人");
        app.MapDelete("/api/approvals/{id}", RefuseAsync).AllowRoles(Approvers).WithSummary("驳回，或者撤回自己提出的操作");
    }

    /// <summary>The answer to who asked.</summary>
    public static IResult Accepted(PendingAct act) => TypedResults.Accepted($"/api/approvals/{act.Id}", ApprovalView.Of(act));

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ApprovalDesk approvals)
    {
        return TypedResults.Ok((await approvals.OpenAsync(user)).Select(ApprovalView.Of).ToList());
    }

    private static Task<IResult> ApproveAsync(string id, ClaimsPrincipal user, ApprovalDesk approvals) => approvals.ApproveAsync(user, id);

    private static Task<IResult> RefuseAsync(string id, ClaimsPrincipal user, ApprovalDesk approvals) => approvals.RefuseAsync(user, id);
}

internal sealed record ApprovalView(string Approval, string Action, string What, string By, DateTimeOffset At, DateTimeOffset Until)
{
    public static ApprovalView Of(PendingAct act) => new(act.Id, act.Action, act.Shown, act.By, act.At, act.Until);
}
