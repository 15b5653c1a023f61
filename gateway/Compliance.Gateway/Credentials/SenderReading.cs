using System.Collections.Immutable;
using System.Net;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Credentials;

/// <summary>Senders from validated options. While none is configured, <c>demo</c> stands in and may do everything.</summary>
internal static class SenderReading
{
    public static IEnumerable<Sender> Read(CredentialOptions options, KeyFiles keys)
    {
        if (options.Senders.Count == 0)
            yield return Of(
                "demo",
                new SenderOptions
                {
                    Channels = ["*"],
                    Purposes = ["*"],
                    Accounts = ["*"],
                    MaxPerMinute = 0,
                },
                options.Brand,
                keys
            );
        foreach (var (name, sender) in options.Senders)
            yield return Of(name, sender, options.Brand, keys);
    }

    public static bool TryNetwork(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    private static Sender Of(string name, SenderOptions options, string brand, KeyFiles keys) =>
        new()
        {
            Name = name,
            Key = options.Key is { } key ? SecretSetting.Read(key) : new SecretText(keys.Sender(name)),
            Channels = [.. options.Channels],
            Purposes = [.. options.Purposes],
            Purpose = options.Purpose ?? (options.Purposes is [var only] && only != Sender.Every ? only : Message.MarketingPurpose),
            HasOnePurpose = options.Purposes is [var one] && one != Sender.Every,
            Brand = options.Brand ?? brand,
            Category = options.Category is { } category ? Enum.Parse<Category>(category, ignoreCase: true) : null,
            Campaign = options.Campaign,
            Industry = options.Industry,
            Account = options.Account,
            Accounts = [.. options.Accounts],
            RefusesPartial = options.Partial == SenderOptions.RefusePartial,
            Addresses =
            [
                .. options.Addresses.Select(text =>
                    TryNetwork(text, out var network) ? network : throw new FormatException($"{text} is no network.")
                ),
            ],
            MaxPerMinute = options.MaxPerMinute,
            BlastRadius = options.BlastRadius,
        };
}
