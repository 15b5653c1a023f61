using System.Runtime.InteropServices;
using Compliance.Gateway.Channels;
using Compliance.Gateway.Channels.Wire;
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
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(!outbound.Body.IsEmpty));
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
            // What cannot be decoded says nothing, like an empty answer.
            var body = EncodedBody.Decode(headers["Content-Encoding"].ToString(), reply.ToArray(), replyLimit) ?? default;
            return (new VendorResponse(http.Response.StatusCode, headers, body), null);
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

    /// <summary>A caller's GET may leave as a POST: whether there is a body is said by what leaves, not by what came.</summary>
    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

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
