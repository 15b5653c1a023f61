using Compliance.Audit;
using Compliance.Gateway.Stores;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Compliance.Gateway.Console;

/// <summary>The one place where what went wrong becomes a page.</summary>
internal sealed class ConsoleFailureFilter(ILogger<ConsoleFailureFilter> log, IModelMetadataProvider metadata) : IExceptionFilter
{
    private const string View = "/Console/Pages/Shared/_Failure.cshtml";

    public void OnException(ExceptionContext context)
    {
        var (failure, status) = context.Exception switch
        {
            StoreUnavailableException => (
                new Failure("存储暂时不可用", "没有写入任何内容；恢复后重试。"),
                StatusCodes.Status503ServiceUnavailable
            ),
            AuditUnavailableException => (
                new Failure("审计日志暂时不可用", "不能留痕的操作一律不执行；请稍后重试，一直如此时检查磁盘空间和权限。"),
                StatusCodes.Status503ServiceUnavailable
            ),
            _ => (
                new Failure("这一页出错了", "原因已经写进网关的日志；请把现在的时间告诉运维。"),
                StatusCodes.Status500InternalServerError
            ),
        };
        log.LogError(context.Exception, "a page of the console failed");
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.HttpContext.Response.Headers.RetryAfter = "5";
        var data = new ViewDataDictionary<Failure>(metadata, context.ModelState) { Model = failure };
        context.Result = new ViewResult
        {
            ViewName = View,
            StatusCode = status,
            ViewData = data,
        };
        context.ExceptionHandled = true;
    }
}

/// <summary>What can't be done now, and how to mend it; both are keys of <see cref="Texts"/>.</summary>
internal sealed record Failure(string What, string Mend);
