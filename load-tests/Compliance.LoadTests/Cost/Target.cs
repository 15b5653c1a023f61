using System.Diagnostics;

namespace Compliance.LoadTests.Cost;

/// <param name="Judges">Whether its answers carry a decision that must be a permit.</param>
internal sealed record Target(string Name, int ProcessId, Uri Address, bool Judges, IReadOnlyDictionary<string, string> Headers)
{
    public TimeSpan CpuTime()
    {
        using var process = Process.GetProcessById(ProcessId);
        return process.TotalProcessorTime;
    }
}
