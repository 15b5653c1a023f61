namespace Compliance.Rules.Messages;

/// <summary>A channel: how callers, policies and people call it.</summary>
/// <param name="Id">As in the contract: <c>tencent-sms</c>.</param>
/// <param name="Family">What policies may name instead of the channel; a channel without others like it is a family of its own.</param>
/// <param name="Identity">Kind of the identity by which it knows a person; null where it reaches groups, or nobody has settled one.</param>
public sealed record ChannelRow(string Id, string Family, string Chinese, string English, string? Identity);
