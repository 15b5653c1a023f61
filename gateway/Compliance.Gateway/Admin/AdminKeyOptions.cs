namespace Compliance.Gateway.Admin;

/// <summary><c>Compliance:AdminKeys</c>: keys beside the administrator's own in <c>keys/admin</c>.</summary>
internal sealed class AdminKeyOptions
{
    public Dictionary<string, AdminKeySettings> AdminKeys { get; set; } = [];
}

internal sealed class AdminKeySettings
{
    /// <summary><c>file:&lt;path&gt;</c> or, from the environment, the key itself.</summary>
    public string? Key { get; set; }

    public string[] Roles { get; set; } = [];
}
