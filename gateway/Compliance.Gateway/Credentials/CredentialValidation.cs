using System.Text.RegularExpressions;
using Compliance.Gateway.Channels;
using Compliance.Rules.Messages;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Credentials;

/// <summary>Every error of the senders and vendors at once, each with the key it stands at. No message repeats a secret.</summary>
internal sealed partial class CredentialValidation(IConfiguration configuration) : IValidateOptions<CredentialOptions>
{
    private const int ShortestKey = 16;

    public ValidateOptionsResult Validate(string? name, CredentialOptions options)
    {
        var errors = new List<string>();
        foreach (var (sender, settings) in options.Senders)
            CheckSender($"Compliance:Senders:{sender}", sender, settings, errors);
        foreach (var (channel, settings) in options.Vendors)
            CheckVendor($"Compliance:Vendors:{channel}", channel, settings, errors);
        foreach (var same in KeysOf(options).GroupBy(pair => pair.Key).Where(same => same.Count() > 1))
            errors.Add($"Compliance:Senders: {string.Join(", ", same.Select(pair => pair.Sender))} have the same Key");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private void CheckSender(string at, string name, SenderOptions sender, List<string> errors)
    {
        CheckKeys<SenderOptions>(at, errors);
        if (!Name().IsMatch(name))
            errors.Add($"{at}: a sender's name has letters, digits, - and _ only");
        if (sender.Key is not null)
            CheckSecret($"{at}:Key", sender.Key, ShortestKey, errors);
        if (sender.Channels.Length == 0)
            errors.Add($"{at}:Channels names no channel (* = every one)");
        foreach (var channel in sender.Channels.Where(channel => channel != "*" && !KnownChannels.IsChannelOrFamily(channel)))
            errors.Add($"{at}:Channels names {channel}, which is neither a channel nor a family");
        if (sender.Purposes.Length == 0)
            errors.Add($"{at}:Purposes names no purpose (* = every one)");
        if (sender.Category is { } category && !Enum.GetNames<Category>().Contains(category, StringComparer.OrdinalIgnoreCase))
            errors.Add($"{at}:Category is {category}, not marketing, service, transaction or security");
        foreach (var address in sender.Addresses.Where(address => !SenderReading.TryNetwork(address, out _)))
            errors.Add($"{at}:Addresses has {address}, which is no address or network");
        if (sender.MaxPerMinute < 0)
            errors.Add($"{at}:MaxPerMinute is negative");
        if (sender.BlastRadius < 0)
            errors.Add($"{at}:BlastRadius is negative");
    }

    private void CheckVendor(string at, string channel, VendorOptions vendor, List<string> errors)
    {
        CheckKeys<VendorOptions>(at, errors);
        if (KnownChannels.All.All(known => known.Id != channel))
            errors.Add($"{at}: {channel} is no channel");
        if (
            !Uri.TryCreate(vendor.Address, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/"
            || address.UserInfo.Length > 0
        )
            errors.Add($"{at}:Address must be http(s)://host[:port]");
        if (vendor.Host is "")
            errors.Add($"{at}:Host is empty");
        if (vendor.Timeout <= TimeSpan.Zero)
            errors.Add($"{at}:Timeout must be positive");
        if (vendor.Accounts.Count == 0)
            errors.Add($"{at}:Accounts names no account");
        foreach (var (name, account) in vendor.Accounts)
        {
            CheckKeys<VendorAccountOptions>($"{at}:Accounts:{name}", errors);
            if (string.IsNullOrWhiteSpace(account.Id))
                errors.Add($"{at}:Accounts:{name}:Id is missing");
            CheckSecret($"{at}:Accounts:{name}:Secret", account.Secret, 1, errors);
            if (account.RobotKey is not null)
                CheckSecret($"{at}:Accounts:{name}:RobotKey", account.RobotKey, 1, errors);
        }
    }

    private void CheckSecret(string at, string? setting, int shortest, List<string> errors)
    {
        if (SecretSetting.Problem(setting, shortest) is { } problem)
            errors.Add($"{at} {problem}");
        else if (!SecretSetting.IsReference(setting!) && StandsInFile(at))
            errors.Add($"{at} stands in a configuration file: use file:<path> or the environment");
    }

    // A misspelt limit would be no limit.
    private void CheckKeys<T>(string at, List<string> errors)
    {
        var known = typeof(T).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        errors.AddRange(
            configuration
                .GetSection(at)
                .GetChildren()
                .Where(child => !known.Contains(child.Key))
                .Select(child => $"{child.Path} is no known setting")
        );
    }

    private bool StandsInFile(string at) =>
        (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(at, out _)) is FileConfigurationProvider;

    private static IEnumerable<(string Sender, string Key)> KeysOf(CredentialOptions options) =>
        from sender in options.Senders
        where sender.Value.Key is not null && SecretSetting.Problem(sender.Value.Key, 1) is null
        select (sender.Key, SecretSetting.Read(sender.Value.Key!).Reveal());

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex Name();
}
