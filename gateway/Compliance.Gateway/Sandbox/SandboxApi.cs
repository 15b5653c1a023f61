namespace Compliance.Gateway.Sandbox;

/// <summary>The vendor in the process: answers like each provider, checks the gateway's signature as the provider would, keeps what it accepted.</summary>
internal static class SandboxApi
{
    /// <summary>The provider's side: every path of the sandbox's own listener.</summary>
    public static IEndpointConventionBuilder MapSandbox(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/{**path}", new RequestDelegate(_ => throw new NotImplementedException()));

    /// <summary><c>GET /sandbox/deliveries</c>, for the admin listener. Holds what was sent in clear: the caller authorizes it.</summary>
    public static IEndpointConventionBuilder MapSandboxDeliveries(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/sandbox/deliveries", (SandboxDeliveries deliveries) => TypedResults.Ok(deliveries.All()));
}
