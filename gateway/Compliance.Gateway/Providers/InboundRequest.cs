using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Compliance.Gateway.Providers;

/// <summary>What the caller sent, as he sent it: signatures cover these very characters.</summary>
internal sealed record InboundRequest
{
    public required string Method { get; init; }

    /// <summary><c>/wecom</c> where the channel was named by the path, else empty. Part of what the caller signed.</summary>
    public required string PathPrefix { get; init; }

    /// <summary>Raw path after <see cref="PathPrefix"/>, never decoded; at least <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The whole path as the caller signed it.</summary>
    public string RawPath
    {
        get => field ?? PathPrefix + Path;
        init;
    }

    /// <summary>Raw query without the question mark.</summary>
    public required string RawQuery { get; init; }

    /// <summary>The Host header with its port.</summary>
    public required string Host { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public IPAddress? RemoteAddress { get; init; }

    /// <summary>What is about to leave, as the provider would receive it.</summary>
    public static InboundRequest From(OutboundRequest outgoing, string account)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in outgoing.Headers)
            headers[name] = value;
        headers["Compliance-Account"] = account;
        return new InboundRequest
        {
            Method = outgoing.Method,
            PathPrefix = "",
            Path = outgoing.Path,
            RawQuery = outgoing.RawQuery,
            Host = "",
            Headers = headers,
            Body = outgoing.Body,
        };
    }

    public static InboundRequest From(HttpContext context, ChannelMatch match, ReadOnlyMemory<byte> body)
    {
        var target = RequestTarget.Of(context.Request);
        var path = target.Path[match.PathPrefix.Length..];
        return new InboundRequest
        {
            Method = context.Request.Method,
            PathPrefix = match.PathPrefix,
            Path = path.Length == 0 ? "/" : path,
            RawPath = target.Path,
            RawQuery = target.Query,
            Host = context.Request.Host.Value ?? "",
            Headers = context.Request.Headers,
            Body = body,
            RemoteAddress = context.Connection.RemoteIpAddress,
        };
    }
}

/// <summary>The request line's path and query before any decoding.</summary>
internal readonly record struct RequestTarget(string Path, string Query)
{
    public static RequestTarget Of(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(raw))
            raw = request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.Value;

        // A client that takes the gateway for a forward proxy sends the absolute form.
        var scheme = raw.IndexOf("://", StringComparison.Ordinal);
        if (raw[0] != '/' && scheme > 0)
        {
            var slash = raw.IndexOf('/', scheme + 3);
            raw = slash < 0 ? "/" : raw[slash..];
        }

        var question = raw.IndexOf('?');
        return question < 0 ? new RequestTarget(raw, "") : new RequestTarget(raw[..question], raw[(question + 1)..]);
    }
}
