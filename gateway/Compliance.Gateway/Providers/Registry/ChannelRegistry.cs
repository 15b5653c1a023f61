using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Registry;

/// <summary>Every channel of the contract, and how a request names one.</summary>
internal sealed class ChannelRegistry
{
    private readonly Dictionary<string, Channel> _byId;
    private readonly Dictionary<string, Channel> _byHost;
    private readonly Channel[] _byAction;

    public ChannelRegistry(IEnumerable<Channel> implemented)
    {
        _byId = implemented.ToDictionary(channel => channel.Id);
        foreach (var row in ChannelCatalog.Channels)
            _byId.TryAdd(row.Id, new ClosedChannel(row.Id));
        _byAction = [.. _byId.Values.Where(channel => channel.Calls is not null)];

        _byHost = _byId
            .Values.SelectMany(channel => channel.Hosts.Select(host => (host, channel)))
            .ToDictionary(pair => pair.host, pair => pair.channel, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The channels that are not closed.</summary>
    public IEnumerable<string> Carried => _byId.Values.Where(channel => channel is not ClosedChannel).Select(channel => channel.Id);

    public Channel? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Path prefix, then the provider's host, then what a client sends when only its endpoint is overridden. Null: not (yet) known, see <see cref="NeedsForm"/>.</summary>
    public ChannelMatch? Match(HttpRequest head)
    {
        // It asks for a tunnel, not for a push, and some providers' refusals are a 200: that would grant it.
        if (HttpMethods.IsConnect(head.Method))
            return null;
        var target = RequestTarget.Of(head);
        if (ByPrefix(target.Path) is { } byPrefix)
            return byPrefix;
        if (_byHost.TryGetValue(head.Host.Host, out var byHost))
            return new ChannelMatch(byHost, "");
        Channel[] byHeader = [.. _byAction.Where(channel => head.Headers.ContainsKey(channel.Calls!.ActionHeader))];
        return byHeader.Length > 0
            ? Among(byHeader, head.Headers[byHeader[0].Calls!.VersionHeader].ToString()) ?? new ChannelMatch(byHeader[0], "")
            : ByAction(Parameters.Read(target.Query));
    }

    /// <summary>True when only the form in the body can name the channel (Aliyun's older client posts its action there).</summary>
    public bool NeedsForm(HttpRequest head) =>
        HttpMethods.IsPost(head.Method) && head.HasFormContentType && RequestTarget.Of(head).Path == "/";

    public ChannelMatch? MatchForm(ReadOnlySpan<byte> body) => ByAction(Parameters.Read(body));

    private ChannelMatch? ByPrefix(string path)
    {
        var end = path.IndexOf('/', 1);
        var first =
            path.Length == 0 ? ""
            : end < 0 ? path[1..]
            : path[1..end];
        return _byId.TryGetValue(first, out var channel) ? new ChannelMatch(channel, "/" + first) : null;
    }

    private ChannelMatch? ByAction(Parameters? parameters) =>
        parameters?.Find(CallNames.Action) is null ? null : Among(_byAction, parameters.Find(CallNames.Version) ?? "");

    /// <summary>A version tells the product where the host does not.</summary>
    private static ChannelMatch? Among(Channel[] channels, string version) =>
        (
            Array.Find(channels, channel => channel.Calls!.Versions.Contains(version))
            ?? Array.Find(channels, channel => channel.Calls!.Versions.IsEmpty)
        )
            is { } named
            ? new ChannelMatch(named, "")
            : null;
}
