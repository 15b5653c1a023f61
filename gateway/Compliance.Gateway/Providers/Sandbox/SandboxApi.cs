using Compliance.Gateway.Credentials;

namespace Compliance.Gateway.Providers.Sandbox;

/// <summary>The vendor in the process: answers like each provider, checks the gateway's signature as the provider would, keeps what it accepted.</summary>
internal static class SandboxApi
{
    /// <summary>The provider's side: every path of the sandbox's own listener.</summary>
    public static IEndpointConventionBuilder MapSandbox(this IEndpointRouteBuilder endpoints) => endpoints.Map("/{**path}", Answer);

    /// <summary><c>GET /sandbox/deliveries</c>, for the admin listener. Holds what was sent in clear: the caller authorizes it.</summary>
    public static IEndpointConventionBuilder MapSandboxDeliveries(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/sandbox/deliveries", (SandboxDeliveries deliveries) => TypedResults.Ok(deliveries.All()));

    private static async Task Answer(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = RequestTarget.Of(context.Request);
        var request = new InboundRequest
        {
            Method = context.Request.Method,
            PathPrefix = "",
            Path = target.Path,
            RawQuery = target.Query,
            Host = context.Request.Host.Value ?? "",
            Headers = context.Request.Headers,
            Body = body.ToArray(),
        };

        var answer = Twin(context.RequestServices, request);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static SandboxAnswer Twin(IServiceProvider services, InboundRequest request)
    {
        var channel = SandboxVendor.ChannelOf(request.Host);
        return services.GetServices<ISandboxTwin>().FirstOrDefault(twin => twin.Channel == channel)?.Answer(request)
            ?? new SandboxAnswer(StatusCodes.Status404NotFound, default);
    }
}
