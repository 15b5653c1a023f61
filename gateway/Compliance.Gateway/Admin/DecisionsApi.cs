using System.Security.Claims;
using Compliance.Gateway.Admin.Decisions;

namespace Compliance.Gateway.Admin;

/// <summary>Finds decisions, explains one, proves one.</summary>
internal static class DecisionsApi
{
    private const int MostRecipients = 1_000;

    private static readonly string[] Readers = [Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy];

    public static void MapDecisionsApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/decisions", ListAsync)
            .AllowRoles(Readers)
            .Produces<DecisionPage>()
            .WithSummary(
                "查询决定，新的在前；可按身份、通道、活动、发送方、规则、法条、结果、时间组合，cursor 翻页；receipt 按服务商的回执号查"
            );
        app.MapGet("/api/decisions/{id}", ReadAsync)
            .AllowRoles(Readers)
            .Produces<DecisionView>()
            .WithSummary("一个决定的全部：谁、何时、哪个通道，逐人的结果和依据");
        app.MapGet("/api/decisions/{id}/proof", ProofAsync)
            .AllowRoles(Readers)
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .WithSummary("该决定的 C2SP .tlog-proof，可脱离网关验证");
    }

    private static async Task<IResult> ListAsync([AsParameters] DecisionFilter filter, ClaimsPrincipal user, DecisionDesk desk)
    {
        if (filter.Receipt is { } receipt)
            return filter.ToReceipt() is { } beside
                ? Problems.Invalid(beside)
                : TypedResults.Ok(await desk.FindByReceiptAsync(user, receipt));
        if (filter.ToQuery(out var query, out var contact) is { } fault)
            return Problems.Invalid(fault);
        try
        {
            return TypedResults.Ok(
                await desk.FindAsync(
                    user,
                    query,
                    contact,
                    ("channel", filter.Channel),
                    ("campaign", filter.Campaign),
                    ("sender", filter.Sender),
                    ("rule", filter.Rule),
                    ("law", filter.Law),
                    ("effect", filter.Effect),
                    ("from", filter.From),
                    ("to", filter.To)
                )
            );
        }
        catch (ArgumentException) when (query.Cursor is not null)
        {
            return Problems.Invalid(new Fault("cursor", "cursor 不对", "原样使用上一页返回的 cursor，查询条件不变。"));
        }
    }

    private static async Task<IResult> ReadAsync(string id, int? skip, int? take, ClaimsPrincipal user, DecisionDesk desk)
    {
        if (skip is < 0 || take is < 1 or > MostRecipients)
            return Problems.Invalid(new Fault("take", "收件人的范围不对", $"skip 不小于 0，take 为 1 到 {MostRecipients}。"));
        return await desk.ReadAsync(user, id, skip ?? 0, take ?? MostRecipients) is { } view ? TypedResults.Ok(view) : NotFound;
    }

    private static async Task<IResult> ProofAsync(string id, ClaimsPrincipal user, DecisionDesk desk, CancellationToken cancel) =>
        await desk.ProveAsync(user, id, cancel) switch
        {
            ProofResult.Proved proved => TypedResults.File(proved.Bytes, "text/plain; charset=utf-8", $"{id}.tlog-proof"),
            ProofResult.Unsigned => Problems.Of(
                StatusCodes.Status503ServiceUnavailable,
                "检查点还没有签名",
                "决定已经落盘；稍后再取证明。"
            ),
            _ => NotFound,
        };

    private static IResult NotFound => Problems.NotFound("没有这个决定", "编号见响应头 Compliance-Decision-Id，32 位小写十六进制。");
}
