namespace Compliance.Gateway.Providers.Signers;

/// <summary>What came of checking a request's signature.</summary>
internal abstract record SignatureCheck
{
    private SignatureCheck() { }

    /// <param name="KeyId">Whose key made it.</param>
    /// <param name="ReplayKey">Signature or nonce; MUST NOT be accepted again before <paramref name="Expires"/>.</param>
    /// <param name="Headers">The headers that it covers, in lower case.</param>
    public sealed record Valid(string KeyId, string ReplayKey, DateTimeOffset Expires, params IReadOnlyList<string> Headers)
        : SignatureCheck;

    public sealed record Missing : SignatureCheck;

    /// <summary>Unknown key, wrong signature, or one that does not cover what it must.</summary>
    /// <param name="Hosts">The host names that were tried; empty where the signature covers none.</param>
    public sealed record Wrong(params IReadOnlyList<string> Hosts) : SignatureCheck;

    public sealed record Expired : SignatureCheck;
}
