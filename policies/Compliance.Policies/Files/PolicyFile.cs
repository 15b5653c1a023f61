using System.Security.Cryptography;

namespace Compliance.Policies.Files;

/// <summary>One file of a packs folder as it was read; the archive keeps exactly these bytes.</summary>
public sealed record PolicyFile(string Path, ReadOnlyMemory<byte> Content)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content.Span));
}
