namespace Compliance.TestKit.Vendors;

/// <summary>The brand's real account at the providers; only the gateway holds it.</summary>
public sealed record VendorAccount(string Id, string Secret)
{
    /// <summary>Real key of a group robot; the gateway knows the robots by name.</summary>
    public string RobotKey(string robot) => $"robot-{robot}-{Secret}";

    /// <summary>Made of what nothing else in a test contains, so that a leak is found by searching for it.</summary>
    public static VendorAccount New() => new($"AKID{Guid.NewGuid():N}", $"vendor-secret-{Guid.NewGuid():N}");
}
