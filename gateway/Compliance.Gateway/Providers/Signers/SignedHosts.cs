namespace Compliance.Gateway.Providers.Signers;

/// <summary>
/// The hosts under which a caller may have signed. A client signs the host that it was given, and that need not be the one that arrives: a
/// private DNS sends the provider's name here, a proxy in between writes its own. The signature proves which of them it was, so that
/// trying several opens nothing to one who has no key.
/// </summary>
/// <param name="Names">Without ports, for the caller to read.</param>
/// <param name="Candidates">Each name alone, with the port that arrived and with the ports that clients leave out or add by themselves.</param>
internal sealed record SignedHosts(IReadOnlyList<string> Names, IReadOnlyList<string> Candidates)
{
    private const int LongestHost = 253;

    public static SignedHosts Of(InboundRequest request, IReadOnlyList<string> providers)
    {
        var arrived = new HostString(request.Host);
        var forwarded = new HostString(Forwarded(request));
        string[] names = [.. new[] { arrived.Host, forwarded.Host }.Concat(providers).Where(name => name.Length > 0).Distinct()];
        int?[] ports = [arrived.Port, forwarded.Port, 443, 80];
        return new SignedHosts(
            names,
            [
                .. names
                    .SelectMany(name => ports.Where(port => port is not null).Distinct().Select(port => $"{name}:{port}").Prepend(name))
                    .Prepend(request.Host)
                    .Distinct(),
            ]
        );
    }

    /// <summary>What a proxy says the caller's own Host was.</summary>
    private static string Forwarded(InboundRequest request)
    {
        var host = request.Headers["X-Forwarded-Host"].ToString();
        return host.Length <= LongestHost && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':') ? host : "";
    }
}
