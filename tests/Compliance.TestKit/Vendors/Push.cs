namespace Compliance.TestKit.Vendors;

/// <summary>A request by which a vendor would send something to people.</summary>
/// <param name="Recipients">As on the wire, in wire order.</param>
/// <param name="Flaw">What a real vendor would refuse it for: a wrong signature, an unknown token, a nonce used before. Null when it is right.</param>
public sealed record Push(string Channel, IReadOnlyList<string> Recipients, ReceivedRequest Request, string? Flaw);
