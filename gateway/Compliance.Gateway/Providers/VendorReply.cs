using System.Collections.Immutable;

namespace Compliance.Gateway.Providers;

/// <summary>The vendor's answer as it came.</summary>
internal sealed record VendorResponse(int Status, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body);

internal enum VendorOutcome
{
    /// <summary>Nobody can say whether it was sent. The default.</summary>
    Unknown,
    Accepted,
    Refused,

    /// <summary>Certainly not sent.</summary>
    Failed,

    /// <summary>The decision removed this recipient: the vendor was not asked.</summary>
    NotSent,
}

/// <summary>What the vendor's answer means.</summary>
internal sealed record VendorReply
{
    /// <summary>In the message's order, one a recipient.</summary>
    public required ImmutableArray<VendorOutcome> Outcomes { get; init; }

    private const string NoCode = "http-";

    /// <summary>The provider's own code (<c>0</c>, <c>OK</c>, <c>isv.…</c>), or <c>http-502</c> where it gave none.</summary>
    public required string Code { get; init; }

    /// <summary>The vendor said nothing that can be read.</summary>
    public bool IsUnreadable => Code.StartsWith(NoCode, StringComparison.Ordinal);

    public static string Unreadable(int status) => $"{NoCode}{status}";

    /// <summary>Id that the provider gave the push (msgid, BizId, RequestId).</summary>
    public string? Receipt { get; init; }

    /// <summary>In the message's order, where the provider gives each recipient one (SerialNo); else empty.</summary>
    public ImmutableArray<string?> Receipts { get; init; } = [];

    /// <summary>
    /// The vendor refused the gateway's own token before reading the push: nothing was sent, the cached token is dropped,
    /// and the push may be signed and sent once more. In every other case it MUST NOT be sent again.
    /// </summary>
    public bool TokenRefused { get; init; }
}
