using System.Collections.Immutable;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Wire;
using Microsoft.Net.Http.Headers;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>
/// One call in either of the ways that Tencent's clients write it: action, version and region in headers over a JSON body, or everything in
/// the query of a GET or the form of a POST. Whichever it was, <see cref="Body"/> is the JSON that says the same, and that is what leaves.
/// </summary>
internal sealed record TencentCall
{
    public string? Action { get; private init; }

    public string? Version { get; private init; }

    /// <summary>What the provider needs to answer; a value that is no plain word stays behind.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>One of the two is null.</summary>
    public static (TencentCall? Call, Refusal? Refusal) Read(InboundRequest request)
    {
        var (body, refusal) = (request.Body, (Refusal?)null);
        var parameters = Parameters.None;
        if (!IsParameters(request))
            refusal = RequestBody.RefuseUnlessJson(request);
        else if (RequestBody.RefuseUnlessForm(request) is { } unread)
            refusal = unread;
        else if (ReadParameters(request) is not { } read)
            refusal = Refusals.Unreadable("bad-encoding", "参数的百分号编码或 UTF-8 有误");
        else if (read.Doubled() is not null)
            refusal = Refusals.Unreadable("duplicate-parameter", "同一参数出现多次");
        else
            (body, refusal) = TencentParameters.ToJson(parameters = read);
        return refusal is not null
            ? (null, refusal)
            : (
                new TencentCall
                {
                    Action = One(request, "X-TC-Action", parameters.Find("Action")),
                    Version = One(request, "X-TC-Version", parameters.Find("Version")),
                    Headers = [.. Passed("X-TC-Region", "Region"), .. Passed("X-TC-Language", "Language")],
                    Body = body,
                },
                null
            );

        IEnumerable<KeyValuePair<string, string>> Passed(string header, string name) =>
            One(request, header, parameters.Find(name)) is { Length: > 0 and < 64 } value
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                ? [new(header, value)]
                : [];
    }

    /// <summary>Null when they cannot be read, stand in query and body both, or the body is JSON.</summary>
    public static Parameters? ReadParameters(InboundRequest request) =>
        !IsParameters(request) ? null
        : request.Body.IsEmpty ? Parameters.Read(request.RawQuery)
        : request.RawQuery.Length == 0 && RequestBody.RefuseUnlessForm(request) is null ? Parameters.Read(request.Body.Span)
        : null;

    private static bool IsParameters(InboundRequest request) =>
        HttpMethods.IsGet(request.Method)
        || (
            MediaTypeHeaderValue.TryParse(request.Headers.ContentType.ToString(), out var type)
            && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        );

    // Where it stands twice it must say the same.
    private static string? One(InboundRequest request, string header, string? parameter) =>
        request.Headers[header].ToString() is not { Length: > 0 } value ? parameter
        : parameter is null || parameter == value ? value
        : null;
}
