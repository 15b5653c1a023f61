using System.Runtime.InteropServices;

namespace Compliance.TestKit.Processes;

public static class Signals
{
    /// <summary>Asks the process to end cleanly (SIGTERM); <see cref="System.Diagnostics.Process.Kill()"/> is SIGKILL.</summary>
    public static void Terminate(int process)
    {
        if (Kill(process, 15) != 0)
            throw new InvalidOperationException($"SIGTERM to {process}: errno {Marshal.GetLastPInvokeError()}");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
