using System.Text.RegularExpressions;
using Compliance.Policies.Binding;
using Compliance.Rules.Messages;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Credentials;

/// <summary>Every error of the senders and vendors at once, each with the key it stands at. No message repeats a secret.</summary>
internal sealed partial class CredentialValidation(IConfigurationRoot configuration) : IValidateOptions<CredentialOptions>
{
    private const int ShortestTokenKey = 32;

    /// <summary>YARP's own limit ends a call after this.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, CredentialOptions options)
    {
        var errors = new List<string>();
        foreach (var (sender, settings) in options.Senders)
            CheckSender($"Compliance:Senders:{sender}", sender, settings, errors);
        foreach (var (channel, settings) in options.Vendors)
            CheckVendor($"Compliance:Vendors:{channel}", channel, settings, errors);
        if (options.TokenKey is not null)
            CheckSecret("Compliance:TokenKey", options.TokenKey, ShortestTokenKey, errors);
        foreach (var same in KeysOf(options).GroupBy(pair => pair.Key).Where(same => same.Count() > 1))
            errors.Add($"Compliance:Senders: {string.Join(", ", same.Select(pair => pair.Sender))} have the same Key");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private void CheckSender(string at, string name, SenderOptions sender, List<string> errors)
    {
        if (!Name().IsMatch(name))
            errors.Add($"{at}: a sender's name has letters, digits, - and _ only");
        if (sender.Key is not null)
            CheckSecret($"{at}:Key", sender.Key, KeyFiles.Shortest, errors);
        if (sender.Channels.Length == 0)
            errors.Add($"{at}:Channels names no channel (* = every one)");
        foreach (var channel in sender.Channels.Where(channel => channel != "*" && !ChannelCatalog.IsChannelOrFamily(channel)))
            errors.Add(
                $"{at}:Channels names {channel}, which is neither a channel nor a family: the nearest is {Nearest(channel, ChannelCatalog.Names)}"
            );
        if (sender.Purposes.Length == 0)
            errors.Add($"{at}:Purposes names no purpose (* = every one)");
        if (sender.Category is { } category && !Enum.GetNames<Category>().Contains(category, StringComparer.OrdinalIgnoreCase))
            errors.Add($"{at}:Category is {category}, not marketing, service, transaction or security");
        if (sender.Partial is not (SenderOptions.SendPartial or SenderOptions.RefusePartial))
            errors.Add($"{at}:Partial is {sender.Partial}, not send or refuse");
        foreach (var address in sender.Addresses.Where(address => !SenderReading.TryNetwork(address, out _)))
            errors.Add($"{at}:Addresses has {address}, which is no address or network");
        if (sender.MaxPerMinute < 0)
            errors.Add($"{at}:MaxPerMinute is negative");
        if (sender.BlastRadius < 0)
            errors.Add($"{at}:BlastRadius is negative");
    }

    private void CheckVendor(string at, string channel, VendorOptions vendor, List<string> errors)
    {
        if (!ChannelCatalog.IsChannel(channel))
            errors.Add($"{at} is no channel: the nearest is {Nearest(channel, ChannelCatalog.Channels.Select(known => known.Id))}");
        if (
            !Uri.TryCreate(vendor.Address, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/"
            || address.UserInfo.Length > 0
        )
            errors.Add($"{at}:Address must be http(s)://host[:port]");
        if (vendor.Host is "")
            errors.Add($"{at}:Host is empty");
        if (vendor.Timeout <= TimeSpan.Zero || vendor.Timeout > LongestTimeout)
            errors.Add($"{at}:Timeout is {vendor.Timeout}, not between 0 and 10 minutes: write 00:00:10 for ten seconds");
        if (vendor.Accounts.Count == 0)
            errors.Add($"{at}:Accounts names no account");
        foreach (var (name, account) in vendor.Accounts)
        {
            if (string.IsNullOrWhiteSpace(account.Id))
                errors.Add($"{at}:Accounts:{name}:Id is missing");
            CheckSecret($"{at}:Accounts:{name}:Secret", account.Secret, 1, errors);
            if (account.RobotKey is not null)
                CheckSecret($"{at}:Accounts:{name}:RobotKey", account.RobotKey, 1, errors);
            foreach (var (robot, key) in account.RobotKeys)
            {
                if (!Name().IsMatch(robot))
                    errors.Add($"{at}:Accounts:{name}:RobotKeys:{robot}: a robot's name has letters, digits, - and _ only");
                CheckSecret($"{at}:Accounts:{name}:RobotKeys:{robot}", key, 1, errors);
            }
        }
    }

    private void CheckSecret(string at, string? setting, int shortest, List<string> errors)
    {
        if (SecretSetting.Problem(configuration, at, setting, shortest) is { } problem)
            errors.Add(problem);
    }

    private static string Nearest(string written, IEnumerable<string> known) => known.MinBy(name => Suggestion.Distance(written, name))!;

    private static IEnumerable<(string Sender, string Key)> KeysOf(CredentialOptions options) =>
        from sender in options.Senders
        where SecretSetting.TryRead(sender.Value.Key) is not null
        select (sender.Key, SecretSetting.TryRead(sender.Value.Key)!);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex Name();
}
