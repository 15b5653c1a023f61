using System.Text;

namespace Compliance.Gateway.Providers.Sandbox;

internal sealed record SandboxAnswer(int Status, byte[] Body)
{
    public static SandboxAnswer Json(string body) => new(200, Encoding.UTF8.GetBytes(body));
}
