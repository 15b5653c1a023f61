namespace Compliance.Gateway.Providers;

/// <param name="PathPrefix"><c>/wecom</c> where the path names the channel, else empty.</param>
internal sealed record ChannelMatch(Channel Channel, string PathPrefix);
