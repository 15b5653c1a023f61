using System.Runtime.InteropServices;
using Compliance.Gateway.Channels;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Compliance.Gateway.Forwarding;

/// <summary>One pass through YARP with the rewritten request; the vendor's answer is held back to be merged.</summary>
internal static class VendorCall
{
    /// <param name="forward">The rest of the proxy pipeline.</param>
    /// <returns>The vendor's answer, or the error that kept it away.</returns>
    public static async Task<(VendorResponse? Response, IForwarderErrorFeature? Error)> ForwardAsync(
        HttpContext http,
        OutboundRequest outbound,
        int replyLimit,
        RequestDelegate forward
    )
    {
        SetRequest(http.Request, outbound.Body);
        using var reply = new BoundedBuffer(replyLimit);
        var caller = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(reply));
        http.Features.Set<IForwarderErrorFeature>(null);
        try
        {
            await forward(http);
            if (http.Features.Get<IForwarderErrorFeature>() is { } error)
                return (null, error);
            var headers = new HeaderDictionary();
            foreach (var (name, values) in http.Response.Headers)
                headers[name] = values;
            return (new VendorResponse(http.Response.StatusCode, headers, reply.ToArray()), null);
        }
        finally
        {
            http.Features.Set(caller);
            // Nothing of the vendor's answer reaches the caller by itself, and YARP refuses to forward into an answer already set.
            http.Response.Headers.Clear();
            http.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    /// <summary>True only when it is certain that no byte of the request left: no connection, no name, no TLS.</summary>
    public static bool NeverReached(IForwarderErrorFeature? error) =>
        error is { Error: ForwarderError.Request, Exception: HttpRequestException failed }
        && failed.HttpRequestError
            is HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError;

    private static void SetRequest(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        request.Headers.Remove("Transfer-Encoding");
        request.Headers.Remove("Content-Encoding");
        // An empty body stays empty: YARP sends none for it, and a new one would be a 502.
        request.Body = MemoryMarshal.TryGetArray(body, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);
        request.ContentLength = body.Length;
    }
}
