namespace Compliance.Gateway.Providers.Sandbox;

/// <summary>A provider as the sandbox plays it: checks the gateway's signature as the provider would, answers in its words and keeps what it accepted.</summary>
internal interface ISandboxTwin
{
    string Channel { get; }

    SandboxAnswer Answer(InboundRequest request);
}
