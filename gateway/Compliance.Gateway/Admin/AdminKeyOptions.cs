namespace Compliance.Gateway.Admin;

/// <summary><c>Compliance:AdminKeys</c>: keys beside the administrator's own in <c>keys/admin</c>.</summary>
internal sealed class AdminKeyOptions
{
    /// <summary><c>auto</c>, <c>required</c> or <c>off</c>: whether what can't be undone needs a second person.</summary>
    public string FourEyes { get; set; } = Admin.FourEyes.Auto;

    public Dictionary<string, AdminKeySettings> AdminKeys { get; set; } = [];
}

internal sealed class AdminKeySettings
{
    /// <summary><c>file:&lt;path&gt;</c> or, from the environment, the key itself.</summary>
    public string? Key { get; set; }

    public string[] Roles { get; set; } = [];
}
