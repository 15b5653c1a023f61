using System.Security.Cryptography;
using System.Text;

namespace Compliance.Gateway.Credentials;

/// <summary>The senders that the gateway knows.</summary>
internal sealed class SenderRegistry
{
    private readonly Dictionary<string, Sender> _byName;
    private readonly Dictionary<string, Sender> _byKeyHash;

    public SenderRegistry(IEnumerable<Sender> senders)
    {
        _byName = senders.ToDictionary(sender => sender.Name);
        _byKeyHash = _byName.Values.ToDictionary(sender => Hash(sender.Key.Reveal()));
    }

    public IReadOnlyCollection<Sender> Senders => _byName.Values;

    public Sender? Find(string name) => _byName.GetValueOrDefault(name);

    public SecretText? SecretOf(string name) => Find(name)?.Key;

    /// <summary>For dialects that send one token: the whole key. Looked up by its hash, so that time tells nothing about it.</summary>
    public Sender? FindByKey(string key) => _byKeyHash.GetValueOrDefault(Hash(key));

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
