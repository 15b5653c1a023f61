using System.Net;
using System.Net.Sockets;

namespace Compliance.TestKit.Processes;

public static class LoopbackPorts
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A free port that this process hands out once: two programs started together must not meet.</summary>
    public static int Free()
    {
        lock (Given)
        {
            for (var tries = 0; tries < 10_000; tries++)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port))
                    return port;
            }

            throw new InvalidOperationException("this process has been given every free port already");
        }
    }
}
