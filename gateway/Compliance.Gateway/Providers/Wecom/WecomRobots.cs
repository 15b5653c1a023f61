using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>
/// A group robot's webhook carries nothing but <c>key</c>. The caller puts its own key there, and behind a colon the name of the robot
/// (<c>key=crm.0123…:sales</c>); a caller that shows who it is by <c>Compliance-Key</c> names the robot alone. Without a name it is the
/// account's only one. The robots' real keys are the gateway's, by account and name.
/// </summary>
internal static class WecomRobots
{
    public const string Path = "/cgi-bin/webhook/send";

    private const char Separator = ':';

    public static Identification Identify(Parameters? query, SenderRegistry senders)
    {
        if (query?.Find("key") is not { } key)
            return Refusals.MissingCredential();
        var sender = senders.FindByKey(key) ?? (key.LastIndexOf(Separator) is >= 0 and var at ? senders.FindByKey(key[..at]) : null);
        return sender is null ? Refusals.WrongCredential() : new Identification.Identified(sender);
    }

    /// <summary>The robot that a call names; null where it names none.</summary>
    public static string? Name(InboundRequest request, Sender sender)
    {
        if (Parameters.Read(request.RawQuery)?.Find("key") is not { Length: > 0 } key || sender.Key.Matches(key))
            return null;
        var at = key.LastIndexOf(Separator);
        return at >= 0 && sender.Key.Matches(key[..at]) ? key[(at + 1)..] : key;
    }
}
