using System.ComponentModel.DataAnnotations;

namespace Compliance.Gateway.Model;

/// <summary>Settings of the gateway itself, section <c>Compliance</c>. Relative paths start at the working directory.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Compliance";
    public const string DefaultBrand = "demo-brand";

    /// <summary>Before the host is built; <c>Settings</c> has checked them.</summary>
    public static GatewayOptions Of(IConfiguration configuration) =>
        configuration.GetSection(Section).Get<GatewayOptions>() ?? new GatewayOptions();

    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>The brand for whose log and consents this gateway stands.</summary>
    [
        Required,
        RegularExpression(
            "^[A-Za-z0-9._-]{1,64}$",
            ErrorMessage = "Compliance:Brand must be 1 to 64 of A-Z a-z 0-9 . _ - (it is part of the log's origin)"
        )
    ]
    public string Brand { get; set; } = DefaultBrand;

    /// <summary>This gateway's name among several; one log a gateway.</summary>
    [
        Required,
        RegularExpression(
            "^[A-Za-z0-9._-]{1,64}$",
            ErrorMessage = "Compliance:Name must be 1 to 64 of A-Z a-z 0-9 . _ - (it is part of the log's origin)"
        )
    ]
    public string Name { get; set; } = "gateway-1";

    /// <summary>How often an entry says that the gateway lives and what came in.</summary>
    [Range(1, 3600)]
    public int HeartbeatSeconds { get; set; } = 60;

    public ListenerOptions Listeners { get; set; } = new();

    public PoliciesOptions Policies { get; set; } = new();

    public LimitOptions Limits { get; set; } = new();

    public string AuditDirectory => Path.Combine(DataDirectory, "audit");

    public string VaultDirectory => Path.Combine(DataDirectory, "vault");

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    /// <summary>The log's identity in its checkpoints.</summary>
    public string Origin => $"{Brand}/{Name}";
}

internal sealed class ListenerOptions
{
    /// <summary>Where marketing systems send.</summary>
    public string Push { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Where officers and operators work.</summary>
    public string Admin { get; set; } = "http://127.0.0.1:8090";
}

internal sealed class PoliciesOptions
{
    /// <summary>The folder whose packs are live.</summary>
    [Required]
    public string Folder { get; set; } = "policies/packs";

    /// <summary>How often the folder is looked at for a change.</summary>
    [Range(0.2, 60)]
    public double PollSeconds { get; set; } = 2;
}

internal sealed class LimitOptions
{
    /// <summary>Largest request body in bytes.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int BodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes of request bodies held at once, those under 64 KiB not counted.</summary>
    [Range(1024 * 1024, 64L * 1024 * 1024 * 1024)]
    public long BytesInFlight { get; set; } = 256 * 1024 * 1024;

    /// <summary>Connections that are open at once, over both listeners.</summary>
    [Range(16, 1_000_000)]
    public int Connections { get; set; } = 4096;

    /// <summary>Largest vendor reply in bytes.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int ReplyBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How long a push waits for a store before it counts as one that can't be asked.</summary>
    [Range(10, 60_000)]
    public int StoreMilliseconds { get; set; } = 250;

    /// <summary>How long a clean shutdown waits for what was accepted.</summary>
    [Range(1, 600)]
    public int ShutdownSeconds { get; set; } = 30;
}
