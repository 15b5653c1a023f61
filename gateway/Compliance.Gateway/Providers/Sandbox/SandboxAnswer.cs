namespace Compliance.Gateway.Providers.Sandbox;

internal sealed record SandboxAnswer(int Status, ReadOnlyMemory<byte> Body);
