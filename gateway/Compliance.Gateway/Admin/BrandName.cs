namespace Compliance.Gateway.Admin;

/// <summary><c>Compliance:Brand</c>: whose consents these are unless a call says otherwise.</summary>
internal sealed record BrandName(string Value);
