using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Compliance.Gateway.Providers;

/// <summary>What the caller gets, in the provider's shape.</summary>
internal sealed record Answer(int Status, ImmutableArray<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    public static Answer Json(int status, ReadOnlyMemory<byte> body, TimeSpan? retryAfter = null)
    {
        ImmutableArray<KeyValuePair<string, string>> headers = [new("Content-Type", "application/json; charset=utf-8")];
        var answer = new Answer(status, headers, body);
        return retryAfter is { } wait ? answer.RetryAfter(wait) : answer;
    }

    public static Answer Json(int status, JsonNode body, TimeSpan? retryAfter = null) => Json(status, WrittenJson.Of(body), retryAfter);

    /// <summary>Whole seconds, at least one; a time that the answer carries already stays.</summary>
    public Answer RetryAfter(TimeSpan wait) =>
        Headers.Any(header => header.Key == "Retry-After")
            ? this
            : this with
            {
                Headers = Headers.Add(
                    new("Retry-After", Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture))
                ),
            };
}
