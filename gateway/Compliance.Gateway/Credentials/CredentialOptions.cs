using Compliance.Gateway.Model;

namespace Compliance.Gateway.Credentials;

/// <summary><c>Compliance:Senders</c>, <c>Compliance:Vendors</c>, <c>Compliance:Sandbox</c>, <c>Compliance:TokenKey</c> and the default brand.</summary>
internal sealed class CredentialOptions
{
    public static CredentialOptions Of(IConfiguration configuration) =>
        configuration.GetSection(GatewayOptions.Section).Get<CredentialOptions>() ?? new CredentialOptions();

    public string Brand { get; set; } = GatewayOptions.DefaultBrand;

    /// <summary>True: the sandbox answers for every vendor, configured ones too. False: it never does.</summary>
    public bool? Sandbox { get; set; }

    /// <summary>
    /// Signs the access tokens that the gateway hands out itself; <c>file:&lt;path&gt;</c> or, from the environment, the key itself. Several
    /// gateways of one brand share it. Without one, <c>keys/token-signing</c> is written once and used.
    /// </summary>
    public string? TokenKey { get; set; }

    public Dictionary<string, SenderOptions> Senders { get; set; } = [];

    public Dictionary<string, VendorOptions> Vendors { get; set; } = [];

    /// <summary>Left open, it stands in on a first run alone: whoever has configured anything means real pushes.</summary>
    public bool UsesSandbox => Sandbox ?? (Senders.Count == 0 && Vendors.Count == 0);
}

internal sealed class SenderOptions
{
    public const string SendPartial = "send";
    public const string RefusePartial = "refuse";

    /// <summary><c>file:&lt;path&gt;</c> or, from the environment, the key itself. Without one, <c>keys/sender-&lt;name&gt;</c> is written once and used.</summary>
    public string? Key { get; set; }

    public string[] Channels { get; set; } = [];

    public string[] Purposes { get; set; } = [];

    /// <summary>What its messages are for unless they say otherwise.</summary>
    public string? Purpose { get; set; }

    public string? Brand { get; set; }

    public string? Category { get; set; }

    public string? Campaign { get; set; }

    public string? Industry { get; set; }

    public string Account { get; set; } = "default";

    /// <summary>Vendor accounts beside <see cref="Account"/> that <c>Compliance-Account</c> may name; <c>*</c> = every one.</summary>
    public string[] Accounts { get; set; } = [];

    /// <summary><c>send</c>: those who may be sent to get it; <c>refuse</c>: all or nothing.</summary>
    public string Partial { get; set; } = SendPartial;

    /// <summary>Addresses or networks: <c>10.0.0.7</c>, <c>10.0.0.0/8</c>.</summary>
    public string[] Addresses { get; set; } = [];

    /// <summary>Recipients; more than any honest campaign needs, and less than a stolen key would like.</summary>
    public int MaxPerMinute { get; set; } = 60_000;

    public int BlastRadius { get; set; }
}

internal sealed class VendorOptions
{
    public string? Address { get; set; }

    public string? Host { get; set; }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public Dictionary<string, VendorAccountOptions> Accounts { get; set; } = [];
}

internal sealed class VendorAccountOptions
{
    public string? Id { get; set; }

    /// <summary><c>file:&lt;path&gt;</c> or, from the environment, the secret itself.</summary>
    public string? Secret { get; set; }

    /// <summary>Key of the group robot that a caller means who names none.</summary>
    public string? RobotKey { get; set; }

    /// <summary>Keys of further group robots by name. A caller names one behind its own key: <c>key=&lt;key&gt;:&lt;name&gt;</c>.</summary>
    public Dictionary<string, string> RobotKeys { get; set; } = [];
}
