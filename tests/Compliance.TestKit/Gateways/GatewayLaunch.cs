using Compliance.TestKit.Clocks;

namespace Compliance.TestKit.Gateways;

/// <summary>How a gateway process is started.</summary>
public sealed record GatewayLaunch
{
    /// <summary>Configuration as it would stand in a file, <c>Compliance:Senders:crm:Key</c>; handed over in the environment.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    public WallClock? Clock { get; init; }

    /// <summary>Commands to run the program under, such as <c>strace -f …</c>; they must exec it, so that a kill hits the gateway.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>A sender with this name and a key of its own, <c>&lt;name&gt;.&lt;random&gt;</c>.</summary>
    public string Sender { get; init; } = "crm";
}
