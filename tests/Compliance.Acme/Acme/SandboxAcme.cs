using System.Text;
using System.Text.Json.Nodes;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Sandbox;

namespace Compliance.Acme.Acme;

internal sealed class SandboxAcme(SandboxVendor vendor, SandboxDeliveries deliveries, TimeProvider time) : ISandboxTwin
{
    public string Channel => "acme";

    public SandboxAnswer Answer(InboundRequest request)
    {
        if (!vendor.Secret.Matches(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)))
            return new SandboxAnswer(401, WrittenJson.Of(AcmeChannel.Body("WrongToken", "", [])));
        var members = JsonNode.Parse(request.Body.Span)!["members"]!.AsArray().Select(member => (string)member!).ToList();
        deliveries.Add(new SandboxDelivery(time.GetUtcNow(), Channel, request.Path, members, Encoding.UTF8.GetString(request.Body.Span)));
        return new SandboxAnswer(200, WrittenJson.Of(AcmeChannel.Body("OK", "", [])));
    }
}
