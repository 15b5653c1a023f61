using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Compliance.Gateway.Console;

/// <summary>Before each page: the headers, and the language that the reader chose.</summary>
internal sealed class ConsolePageFilter : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        PageHeaders.Write(context.HttpContext.Response);
        // Texts only: how numbers and times are written stays the same in both languages.
        CultureInfo.CurrentUICulture = Language.Of(context.HttpContext.Request);
        await next();
    }
}
