using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Compliance.Gateway.Credentials;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

/// <summary>The keys of the admin API. Found by their hash, so that the time of a lookup tells nothing about a key.</summary>
internal sealed class AdminKeys : IApprovers
{
    private readonly FrozenDictionary<string, AdminKey> _byHash;
    private readonly AdminKey[] _configured;

    public AdminKeys(IOptions<AdminKeyOptions> options, KeyFiles files)
    {
        var keys = new Dictionary<string, AdminKey>(StringComparer.Ordinal) { [Hash(files.Admin())] = new("admin", [Roles.Administrator]) };
        foreach (var (name, settings) in options.Value.AdminKeys)
            keys[Hash(SecretSetting.Read(settings.Key!).Reveal())] = new(name, settings.Roles);
        _configured = [.. keys.Values.Skip(1)];
        _byHash = keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public AdminKey? Find(string key) => _byHash.GetValueOrDefault(Hash(key));

    /// <summary>Not the first run's key: it is nobody's own.</summary>
    public IEnumerable<string> WhoMay(IReadOnlyCollection<string> roles) =>
        _configured.Where(key => Roles.Suffice(key.Roles, roles)).Select(key => key.Actor);

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

internal sealed record AdminKey(string Name, IReadOnlyList<string> Roles)
{
    /// <summary>Who did it, in the audit trail. No account's name has a colon: a key is never taken for a person.</summary>
    public string Actor => $"key:{Name}";
}
