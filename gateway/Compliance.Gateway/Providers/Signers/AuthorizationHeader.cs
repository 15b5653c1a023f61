namespace Compliance.Gateway.Providers.Signers;

/// <summary><c>Algorithm Credential=…,SignedHeaders=a;b,Signature=…</c>, as Tencent (TC3) and Aliyun (ACS3) write it.</summary>
internal sealed record AuthorizationHeader(string Credential, string[] SignedHeaders, string Signature)
{
    /// <summary>Null when it is another algorithm, or a part is missing or doubled.</summary>
    public static AuthorizationHeader? Read(string header, string algorithm)
    {
        if (!header.StartsWith(algorithm + " ", StringComparison.Ordinal))
            return null;
        var parts = new Dictionary<string, string>();
        foreach (var part in header[(algorithm.Length + 1)..].Split(','))
        {
            var equals = part.IndexOf('=');
            if (equals < 0 || !parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
                return null;
        }

        return
            parts.Count == 3
            && parts.TryGetValue("Credential", out var credential)
            && parts.TryGetValue("SignedHeaders", out var signed)
            && parts.TryGetValue("Signature", out var signature)
            ? new AuthorizationHeader(credential, signed.ToLowerInvariant().Split(';'), signature)
            : null;
    }
}
