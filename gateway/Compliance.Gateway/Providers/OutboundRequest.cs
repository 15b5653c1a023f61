using System.Collections.Immutable;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers;

/// <summary>What leaves. <see cref="Headers"/> is all that may leave besides Host and Content-Length; a header of the caller that is not here MUST NOT be sent.</summary>
internal sealed record OutboundRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>Raw query without the question mark.</summary>
    public required string RawQuery { get; init; }

    public required ImmutableArray<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Empty stays empty: then there is no body at all.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>Signed, or why it could not be.</summary>
internal abstract record Signing
{
    private Signing() { }

    public sealed record Signed(OutboundRequest Request) : Signing;

    /// <summary>Nothing was sent of the push (the vendor gave no token).</summary>
    public sealed record Unsigned(Refusal Refusal) : Signing;
}
