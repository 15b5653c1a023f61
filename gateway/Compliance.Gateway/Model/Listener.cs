namespace Compliance.Gateway.Model;

/// <summary>The doors of the gateway. A connection carries the one that it came in by; nothing that the caller sends can change it.</summary>
internal enum Listener
{
    Push,
    Admin,

    /// <summary>The sandbox vendor, on loopback and only while the sandbox stands in.</summary>
    SandboxVendor,
}

/// <summary>Connection feature: set by the Kestrel endpoint that accepted the connection.</summary>
internal sealed record ListenerMark(Listener Listener);

/// <summary>Endpoint metadata: the doors by which an endpoint answers. Without it an endpoint answers nowhere.</summary>
internal sealed record AnswersOn(params Listener[] Listeners);
