using System.Text;

namespace Compliance.Gateway.Sandbox;

/// <summary>What reached the sandbox, as it came.</summary>
internal sealed record SandboxRequest(string Method, string Path, string RawQuery, string Host, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body);

internal sealed record SandboxAnswer(int Status, byte[] Body)
{
    public static SandboxAnswer Json(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body));
}
