using System.Net;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Compliance.Gateway.Forwarding;

/// <summary>YARP carries the bytes. Which bytes, to whom and whether at all was decided before it.</summary>
internal static class VendorForwarding
{
    private const string Cluster = "vendors";

    /// <summary>Never asked (RFC 6761): the push's vendor account names the address, so that one route serves every vendor.</summary>
    private const string Placeholder = "http://vendor.invalid/";

    /// <summary>The account's own timeout, set by EnforceMiddleware, ends a request before this does.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddVendorForwarding(this IServiceCollection services)
    {
        services.AddSingleton<IForwarderHttpClientFactory, VendorHttpClientFactory>();
        services
            .AddReverseProxy()
            .LoadFromMemory(
                [
                    new RouteConfig
                    {
                        RouteId = "pushes",
                        ClusterId = Cluster,
                        Match = new RouteMatch { Path = "/{**any}" },
                    },
                ],
                [Vendors()]
            )
            .AddTransforms(transforms =>
            {
                // An allow-list: YARP's own defaults would copy Cookie, Authorization and Compliance-Key, and add X-Forwarded-*.
                transforms.CopyRequestHeaders = false;
                transforms.CopyResponseTrailers = false;
                transforms.UseDefaultForwarders = false;
                // Otherwise YARP takes a Host that equals the caller's for a copy and drops it: a caller of the provider's own name would send our address.
                transforms.AddOriginalHost(useOriginal: true);
                transforms.AddRequestTransform(Apply);
            });
        return services;
    }

    private static ClusterConfig Vendors() =>
        new()
        {
            ClusterId = Cluster,
            Destinations = new Dictionary<string, DestinationConfig> { ["vendor"] = new() { Address = Placeholder } },
            HttpRequest = new ForwarderRequestConfig
            {
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                ActivityTimeout = Longest,
            },
        };

    /// <summary>Copies what was decided; MUST NOT decide or throw: an exception here becomes a 502.</summary>
    private static ValueTask Apply(RequestTransformContext context)
    {
        var (outbound, account) = context.HttpContext.Features.GetRequiredFeature<VendorTarget>();
        var request = context.ProxyRequest;
        request.Method = new HttpMethod(outbound.Method);
        var target = outbound.RawQuery.Length == 0 ? outbound.Path : $"{outbound.Path}?{outbound.RawQuery}";
        // The signature covers these very characters: no canonicalisation.
        request.RequestUri = new Uri(
            account.Address.GetLeftPart(UriPartial.Authority) + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        request.Headers.Host = account.Host;
        request.Headers.AcceptEncoding.ParseAdd("identity");
        foreach (var (name, value) in outbound.Headers)
            RequestTransform.AddHeader(context, name, value);
        if (request.Content is { } content)
            content.Headers.ContentLength = outbound.Body.Length;
        return ValueTask.CompletedTask;
    }
}

/// <summary>What leaves, and for whom: set by <see cref="VendorCall"/> for each pass through YARP.</summary>
internal sealed record VendorTarget(OutboundRequest Request, VendorAccount Account);
