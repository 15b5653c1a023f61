using System.Runtime.InteropServices;

namespace Compliance.Audit.Storage;

/// <summary>A thread whose work nobody waits for, and which gives way to those for whom somebody does.</summary>
internal static partial class PatientThread
{
    private const int Nicer = 10;

    public static Thread Start(string name, Action work)
    {
        var thread = new Thread(() =>
        {
            // .NET passes no priority on to Linux, where a nice value is a thread's own. Without it all is as right, only less quick.
            if (OperatingSystem.IsLinux())
                _ = Nice(Nicer);
            work();
        })
        {
            IsBackground = true,
            Name = name,
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return thread;
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    private static partial int Nice(int more);
}
