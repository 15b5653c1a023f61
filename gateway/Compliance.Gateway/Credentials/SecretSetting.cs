using Microsoft.Extensions.Configuration.CommandLine;

namespace Compliance.Gateway.Credentials;

/// <summary>A secret in the configuration: <c>file:&lt;path&gt;</c>, or the secret itself, which only the environment may hold.</summary>
internal static class SecretSetting
{
    private const string File = "file:";

    /// <summary>Throws when a file cannot be read: <see cref="Problem"/> has said so at start.</summary>
    public static SecretText Read(string setting) =>
        new(IsReference(setting) ? System.IO.File.ReadAllText(setting[File.Length..]).Trim() : setting);

    /// <summary>What is wrong with the secret at <paramref name="key"/>, without saying what it is; null when nothing is.</summary>
    public static string? Problem(IConfigurationRoot configuration, string key, string? setting, int shortest)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return $"{key} is missing: write file:<path>, or set it in the environment";
        if (TryRead(setting) is not { } secret)
            return $"{key} names a file that can't be read: check that it is there and that this user may read it";
        if (secret.Length < shortest)
            return $"{key} is shorter than {shortest} characters: use a random one, for example from openssl rand -hex 24";
        return !IsReference(setting) && LiesOpen(configuration, key) is { } place
            ? $"{key} stands in {place}: write file:<path>, or set it in the environment"
            : null;
    }

    /// <returns>Null when there is none, or its file can't be read.</returns>
    public static string? TryRead(string? setting)
    {
        try
        {
            return setting is null ? null : Read(setting).Reveal();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsReference(string setting) => setting.StartsWith(File, StringComparison.Ordinal);

    private static string? LiesOpen(IConfigurationRoot configuration, string key) =>
        configuration.Providers.LastOrDefault(provider => provider.TryGet(key, out _)) switch
        {
            FileConfigurationProvider { Source: { Path: { } path } source } =>
                $"{source.FileProvider?.GetFileInfo(path).PhysicalPath ?? path}, a file that others read and copy",
            CommandLineConfigurationProvider => "the command line, which every user of this machine can read",
            _ => null,
        };
}
