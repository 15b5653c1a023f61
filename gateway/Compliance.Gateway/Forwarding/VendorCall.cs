using System.Runtime.InteropServices;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Wire;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Compliance.Gateway.Forwarding;

/// <summary>One pass through YARP with the rewritten request; the vendor's answer is held back to be merged.</summary>
internal static class VendorCall
{
    /// <param name="forward">The rest of the proxy pipeline.</param>
    public static async Task<VendorExchange> ForwardAsync(
        HttpContext http,
        OutboundRequest outbound,
        VendorAccount account,
        int replyLimit,
        RequestDelegate forward
    )
    {
        SetRequest(http.Request, outbound.Body);
        http.Features.Set(new VendorTarget(outbound, account));
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(!outbound.Body.IsEmpty));
        var sent = SentBody.Begin();
        using var reply = new BoundedBuffer(replyLimit);
        var caller = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(reply));
        http.Features.Set<IForwarderErrorFeature>(null);
        try
        {
            await forward(http);
            if (http.Features.Get<IForwarderErrorFeature>() is not null)
                return new VendorExchange(null, sent.Whole);
            var headers = new HeaderDictionary();
            foreach (var (name, values) in http.Response.Headers)
                headers[name] = values;
            // What cannot be decoded says nothing, like an empty answer.
            var body = EncodedBody.Decode(headers["Content-Encoding"].ToString(), reply.ToArray(), replyLimit) ?? default;
            return new VendorExchange(new VendorResponse(http.Response.StatusCode, headers, body), sent.Whole);
        }
        finally
        {
            http.Features.Set(caller);
            // Nothing of the vendor's answer reaches the caller by itself, and YARP refuses to forward into an answer already set.
            http.Response.Headers.Clear();
            http.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

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

/// <param name="Response">Null: there was none that could be read.</param>
/// <param name="BodyWhole">The vendor got the whole request. Where it did not, it can't have carried anything out.</param>
internal sealed record VendorExchange(VendorResponse? Response, bool BodyWhole)
{
    public static VendorExchange None { get; } = new(null, BodyWhole: false);
}
