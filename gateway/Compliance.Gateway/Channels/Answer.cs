using System.Collections.Immutable;

namespace Compliance.Gateway.Channels;

/// <summary>What the caller gets, in the provider's shape.</summary>
internal sealed record Answer(int Status, ImmutableArray<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    public static Answer Json(int status, ReadOnlyMemory<byte> body, TimeSpan? retryAfter = null)
    {
        ImmutableArray<KeyValuePair<string, string>> headers = [new("Content-Type", "application/json; charset=utf-8")];
        if (retryAfter is { } wait) headers = headers.Add(new("Retry-After", Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString()));
        return new Answer(status, headers, body);
    }
}
