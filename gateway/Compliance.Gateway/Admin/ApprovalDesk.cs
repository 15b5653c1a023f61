using System.Security.Claims;
using Compliance.Gateway.Stores.Approvals;

namespace Compliance.Gateway.Admin;

/// <summary>The second person's side, for API and console alike.</summary>
internal sealed class ApprovalDesk(IApprovalStore store, IEnumerable<IApprovedAct> acts, AccessLog access, TimeProvider clock)
{
    /// <summary>The first run's key lies in a file of the machine: whoever asked may hold it.</summary>
    private const string MachineKey = "key:admin";

    public async Task<IReadOnlyList<PendingAct>> OpenAsync(ClaimsPrincipal user)
    {
        await access.WriteAsync(user, "approval.list", []);
        return store.Open(clock.GetUtcNow());
    }

    public async Task<IResult> ApproveAsync(ClaimsPrincipal user, string id)
    {
        if (Find(id) is not { } asked)
            return Gone();
        var (name, act) = (user.Identity!.Name!, acts.Single(act => act.Action == asked.Action));
        if (name == asked.By)
            return Forbidden("不能批准自己提出的操作", "请另一个人来批准。");
        if (name == MachineKey)
            return Forbidden("admin 密钥不能作第二人", "它放在机器的文件里，提出的人也可能拿得到；请用个人账号或者另一把密钥批准。");
        if (!act.Roles.Any(user.IsInRole) && !user.IsInRole(Roles.Administrator))
            return Forbidden("没有批准这类操作的权限", $"需要的角色：{string.Join('、', act.Roles)}。");
        await access.WriteAsync(user, "approval.grant", [], ("approval", id), ("for", asked.Action), ("askedBy", asked.By));
        if (await store.TakeAsync(id, clock.GetUtcNow()) is not { } taken)
            return Gone();
        try
        {
            return await act.DoAsync(taken, user, new Eyes(taken.By, name));
        }
        catch
        {
            // It was not done, so it still waits.
            await store.AddAsync(taken);
            throw;
        }
    }

    public async Task<IResult> RefuseAsync(ClaimsPrincipal user, string id)
    {
        if (Find(id) is not { } asked)
            return Gone();
        await access.WriteAsync(user, "approval.refuse", [], ("approval", id), ("for", asked.Action), ("askedBy", asked.By));
        return await store.TakeAsync(id, clock.GetUtcNow()) is null ? Gone() : TypedResults.NoContent();
    }

    private PendingAct? Find(string id) => store.Open(clock.GetUtcNow()).FirstOrDefault(act => act.Id == id);

    private static IResult Gone() =>
        Problems.NotFound("没有这个待批准的操作", "它可能已被批准、驳回，或者过期；用 GET /api/approvals 查看还在等待的。");

    private static IResult Forbidden(string what, string mend) => Problems.Of(StatusCodes.Status403Forbidden, what, mend);
}
