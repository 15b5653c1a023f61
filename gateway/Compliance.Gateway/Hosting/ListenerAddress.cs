using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Compliance.Gateway.Hosting;

/// <summary>Where a listener stands: <c>http(s)://&lt;IP address, localhost or *&gt;:&lt;port&gt;</c>.</summary>
internal sealed record ListenerAddress(string Scheme, string Host, int Port)
{
    /// <summary>No other host name: which address it stands for would be the resolver's choice, and every address is more than was asked for.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; private init; } = [];

    public bool IsHttps => Scheme == "https";

    public bool IsLocalhost => Host == "localhost";

    /// <summary>Of IPv6 and, where there is none, of IPv4.</summary>
    public bool IsEveryAddress => Host is "*" or "+";

    public static bool TryParse(string? text, [NotNullWhen(true)] out ListenerAddress? address)
    {
        address = null;
        try
        {
            var binding = BindingAddress.Parse(text ?? "");
            if (binding.Scheme is not ("http" or "https") || binding.PathBase.Length > 0 || binding.Port is < 0 or > IPEndPoint.MaxPort)
                return false;
            var addresses = AddressesOf(binding);
            // Kestrel can't give localhost one free port on both of its addresses.
            if (addresses.Count == 0 || (addresses.Count > 1 && binding.Port == 0))
                return false;
            address = new ListenerAddress(binding.Scheme, binding.Host, binding.Port) { Addresses = addresses };
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>One of both could not be bound.</summary>
    public bool Meets(ListenerAddress other) =>
        Port != 0
        && Port == other.Port
        && Addresses.Any(mine => other.Addresses.Any(theirs => IsAny(mine) || IsAny(theirs) || mine.Equals(theirs)));

    private static IReadOnlyList<IPAddress> AddressesOf(BindingAddress binding) =>
        binding.Host switch
        {
            "localhost" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
            "*" or "+" => [IPAddress.IPv6Any],
            var host => IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address] : [],
        };

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
