using System.Net;
using System.Net.Sockets;

namespace Compliance.TestKit.Processes;

public static class LoopbackPorts
{
    /// <summary>Below those that the system gives to outgoing connections: a gateway that is killed and started again finds its port free.</summary>
    private const int First = 10_000,
        Last = 32_000;

    /// <summary>Test projects run side by side: each begins somewhere else.</summary>
    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>A free port that this process hands out once: two programs started together must not meet.</summary>
    public static int Free()
    {
        for (var tries = First; tries < Last; tries++)
        {
            var port = First + Interlocked.Increment(ref _next) % (Last - First);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it.
            }
        }

        throw new InvalidOperationException($"no port from {First} to {Last} is free");
    }
}
