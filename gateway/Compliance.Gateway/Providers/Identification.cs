using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers;

/// <summary>Who sent it: <see cref="Identified"/> or <see cref="Unidentified"/>.</summary>
internal abstract record Identification
{
    private Identification() { }

    /// <param name="ReplayKey">Signature or nonce that MUST NOT be accepted again before <paramref name="ReplayExpires"/>; null where the dialect has none.</param>
    public sealed record Identified(Sender Sender, string? ReplayKey = null, DateTimeOffset? ReplayExpires = null) : Identification;

    /// <param name="Sender">Set only when the credential was right and the sender may not do this (channel, address, under another sender's name).</param>
    public sealed record Unidentified(Refusal Refusal, Sender? Sender = null) : Identification;
}
