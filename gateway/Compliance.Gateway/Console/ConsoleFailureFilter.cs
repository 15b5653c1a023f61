using Compliance.Audit;
using Compliance.Gateway.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Compliance.Gateway.Console;

/// <summary>The one place where a store or an audit trail that can't be reached becomes a page.</summary>
internal sealed class ConsoleFailureFilter(ILogger<ConsoleFailureFilter> log, IModelMetadataProvider metadata) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        var failure = context.Exception switch
        {
            StoreUnavailableException => new Failure("存储暂时不可用", "没有写入任何内容；恢复后重试。"),
            AuditUnavailableException => new Failure("审计日志无法写入", "不能留痕的操作一律不执行；检查磁盘空间和权限后重试。"),
            _ => null,
        };
        if (failure is null)
            return;
        log.LogError(context.Exception, "a page of the console was refused");
        context.HttpContext.Response.Headers.RetryAfter = "5";
        context.Result = new ViewResult
        {
            ViewName = "/Console/Pages/Shared/_Failure.cshtml",
            StatusCode = StatusCodes.Status503ServiceUnavailable,
            ViewData = new ViewDataDictionary<Failure>(metadata, context.ModelState) { Model = failure },
        };
    }
}

/// <summary>What can't be done now, and how to mend it; both are keys of <see cref="Texts"/>.</summary>
internal sealed record Failure(string What, string Mend);
