using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Compliance.Gateway.Credentials;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

/// <summary>The keys of the admin API. Found by their hash, so that the time of a lookup tells nothing about a key.</summary>
internal sealed class AdminKeys
{
    private readonly FrozenDictionary<string, AdminKey> _byHash;

    public AdminKeys(IOptions<AdminKeyOptions> options, KeyFiles files)
    {
        var keys = new Dictionary<string, AdminKey>(StringComparer.Ordinal) { [Hash(files.Admin())] = new("admin", [Roles.Administrator]) };
        foreach (var (name, settings) in options.Value.AdminKeys)
            keys[Hash(Read(settings) ?? throw new InvalidOperationException($"Compliance:AdminKeys:{name}:Key can't be read."))] = new(
                name,
                settings.Roles
            );
        _byHash = keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public bool Has(string name) => _byHash.Values.Any(key => key.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public AdminKey? Find(string key) => _byHash.GetValueOrDefault(Hash(key));

    /// <returns>Null when there is none, or its file can't be read.</returns>
    internal static string? Read(AdminKeySettings settings)
    {
        if (settings.Key is not { Length: > 0 } key)
            return null;
        if (!key.StartsWith("file:", StringComparison.Ordinal))
            return key;
        return File.Exists(key[5..]) ? File.ReadAllText(key[5..]).Trim() : null;
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

internal sealed record AdminKey(string Name, IReadOnlyList<string> Roles);
