using System.Net;
using System.Net.Sockets;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Hosting;

/// <summary>What the machine must give: a data directory to write in and the ports. Looked at before anything is opened, so that a start that can't succeed leaves nothing behind.</summary>
internal static class StartConditions
{
    public static IReadOnlyList<string> Missing(GatewayOptions options) =>
        [
            .. DataDirectory(options.DataDirectory),
            .. Listener("Compliance:Listeners:Push", options.Listeners.Push),
            .. Listener("Compliance:Listeners:Admin", options.Listeners.Admin),
        ];

    private static IEnumerable<string> DataDirectory(string folder)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path);
            File.Create(Path.Combine(path, $".write-{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose).Dispose();
            return [];
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return
            [
                $"Compliance:DataDirectory {path} can't be written ({unwritable.Message}): give this user the right to write there, or name another folder",
            ];
        }
    }

    private static IEnumerable<string> Listener(string setting, string url)
    {
        if (!ListenerAddress.TryParse(url, out var address))
            yield break; // GatewayOptionsValidation has told it.
        var problem = address.Addresses.Select(ip => Problem(new IPEndPoint(ip, address.Port))).FirstOrDefault(found => found is not null);
        if (problem is not null)
            yield return $"{setting} {url} {problem}";
    }

    /// <summary>Bound for a moment, never listened on.</summary>
    private static string? Problem(IPEndPoint endpoint)
    {
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endpoint);
            return null;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return "is in use: stop the other program, or name another port";
        }
        catch (SocketException denied) when (denied.SocketErrorCode == SocketError.AccessDenied)
        {
            return "is not allowed to this user: name a port of 1024 or more";
        }
        catch (SocketException foreign)
            when (foreign.SocketErrorCode == SocketError.AddressNotAvailable && !IPAddress.IsLoopback(endpoint.Address))
        {
            return "is no address of this machine: name one of its own, localhost or *";
        }
        catch (SocketException)
        {
            // Without IPv6 Kestrel makes do with IPv4; whatever else it can't bind it tells itself.
            return null;
        }
    }
}
