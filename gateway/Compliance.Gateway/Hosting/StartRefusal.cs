using System.Net.Sockets;
using Compliance.Audit;
using Compliance.Gateway.Observability;

namespace Compliance.Gateway.Hosting;

internal static class ExitCode
{
    public const int Stopped = 0;
    public const int WrongSettings = 2;

    /// <summary>Data directory, audit trail, key file or port can't be used.</summary>
    public const int MachineRefuses = 3;
}

/// <summary>A start that does not happen says why on the terminal: a sentence a line, never a stack trace.</summary>
internal static class StartRefusal
{
    public static int Tell(int exitCode, IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
            System.Console.Error.WriteLine(
                $"{(exitCode == ExitCode.WrongSettings ? "configuration" : "the gateway does not start")}: {Redactor.Redact(reason)}"
            );
        return exitCode;
    }

    /// <summary>What comes from the machine's state and says so in its message; anything else is a fault of ours and keeps its trace.</summary>
    public static bool Explains(Exception thrown) =>
        thrown
            is AuditDamagedException
                or AuditUnavailableException
                or IOException
                or InvalidDataException
                or UnauthorizedAccessException
                or SocketException;
}
