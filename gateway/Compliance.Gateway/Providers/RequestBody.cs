using Compliance.Gateway.Model;
using Microsoft.Net.Http.Headers;

namespace Compliance.Gateway.Providers;

/// <summary>What the headers say about the body; the gateway reads it only when that leaves one way to read it.</summary>
internal static class RequestBody
{
    public static Refusal? RefuseUnlessJson(InboundRequest request) => RefuseUnless(request, "application/json", "text/json", "text/plain");

    /// <summary>WeCom reads JSON also under the type that <c>curl -d</c> declares when nobody says otherwise.</summary>
    public static Refusal? RefuseUnlessJsonOrUndeclared(InboundRequest request) =>
        RefuseUnless(request, "application/json", "text/json", "text/plain", "application/x-www-form-urlencoded");

    public static Refusal? RefuseUnlessForm(InboundRequest request) =>
        request.Body.IsEmpty ? RefuseIfEncoded(request) : RefuseUnless(request, "application/x-www-form-urlencoded");

    private static Refusal? RefuseUnless(InboundRequest request, params ReadOnlySpan<string> types)
    {
        if (RefuseIfEncoded(request) is { } encoded)
            return encoded;
        var header = request.Headers.ContentType.ToString();
        if (header.Length == 0)
            return null;
        if (!MediaTypeHeaderValue.TryParse(header, out var type) || !Contains(types, type.MediaType.Value))
            return Refusals.Unreadable("wrong-content-type", $"Content-Type 须为 {types[0]}", "Content-Type");
        return type.Charset.Value is null or "" || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : Refusals.Unreadable("wrong-charset", "只接受 UTF-8 编码的请求体", "Content-Type");
    }

    private static bool Contains(ReadOnlySpan<string> types, string? type)
    {
        foreach (var known in types)
        {
            if (known.Equals(type, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static Refusal? RefuseIfEncoded(InboundRequest request) =>
        request.Headers.ContentEncoding.ToString() is "" or "identity"
            ? null
            : Refusals.Unreadable("content-encoding", "网关不接受压缩的请求体", "Content-Encoding");
}
