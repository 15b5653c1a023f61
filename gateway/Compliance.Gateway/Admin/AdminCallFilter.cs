using Compliance.Audit;
using Compliance.Gateway.Stores;

namespace Compliance.Gateway.Admin;

/// <summary>The one place where a query that can't be bound, or a store or an audit trail that can't be reached, becomes an answer.</summary>
internal sealed class AdminCallFilter(ILogger<AdminCallFilter> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Binding a query value has failed; without this the answer would be a bare 400.
        if (context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest)
            return Problems.Invalid(new Fault("$", "参数无法读取", "数字参数写整数；说明见 /openapi/v1.json。"));
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException broken)
        {
            log.LogError(broken, "admin call refused: store {Store} is unavailable", broken.Store);
            return Refuse(context, $"存储 {broken.Store} 暂时不可用", "没有写入任何内容；恢复后重试。详见 /health/ready。");
        }
        catch (AuditUnavailableException broken)
        {
            log.LogError(broken, "admin call refused: the audit trail is unavailable");
            return Refuse(
                context,
                "审计日志暂时不可用",
                "不能留痕的操作一律不执行，索引没有追上日志时也不回答“没有”。请稍后重试；一直如此时检查磁盘空间和权限。"
            );
        }
    }

    private static IResult Refuse(EndpointFilterInvocationContext context, string what, string mend)
    {
        context.HttpContext.Response.Headers.RetryAfter = "5";
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, what, mend);
    }
}
