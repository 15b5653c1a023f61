using System.Text;

namespace Compliance.Gateway.Providers.Signers;

/// <summary>The header part of a canonical request.</summary>
internal static class SignedHeaders
{
    /// <summary>Null when a header that was signed has not arrived.</summary>
    public static string? Canonical(InboundRequest request, string[] names, string host)
    {
        var lines = new StringBuilder();
        foreach (var name in names)
        {
            var value =
                name == "host" ? host
                : request.Headers.TryGetValue(name, out var sent) ? sent.ToString().Trim()
                : null;
            if (value is null)
                return null;
            lines.Append(name).Append(':').Append(value).Append('\n');
        }

        return lines.ToString();
    }
}
