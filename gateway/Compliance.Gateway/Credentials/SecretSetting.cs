namespace Compliance.Gateway.Credentials;

/// <summary>A secret in the configuration: <c>file:&lt;path&gt;</c>, or the secret itself, which only the environment may hold.</summary>
internal static class SecretSetting
{
    private const string File = "file:";

    public static bool IsReference(string setting) => setting.StartsWith(File, StringComparison.Ordinal);

    /// <summary>Throws when a file cannot be read: <see cref="Problem"/> has said so at start.</summary>
    public static SecretText Read(string setting) =>
        new(IsReference(setting) ? System.IO.File.ReadAllText(setting[File.Length..]).Trim() : setting);

    /// <summary>What is wrong with it, without saying what it is; null when nothing is.</summary>
    public static string? Problem(string? setting, int shortest)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return "is missing";
        try
        {
            return Read(setting).Reveal().Length >= shortest ? null : $"is shorter than {shortest} characters";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"names a file that cannot be read ({unreadable.GetType().Name})";
        }
    }
}
