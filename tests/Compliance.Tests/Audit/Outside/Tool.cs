using System.Diagnostics;

namespace Compliance.Tests.Audit.Outside;

/// <summary>Programs that this project did not write, from Debian's packages; installed where they are absent.</summary>
internal static class Tool
{
    private static readonly Lock Installing = new();
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static void Require(string path, params string[] packages)
    {
        lock (Installing)
        {
            if (File.Exists(path) || Directory.Exists(path))
                return;
            var (exit, output) = Run("apt-get", null, ["install", "-y", "--no-install-recommends", .. packages]);
            Assert.True(exit == 0, output);
        }
    }

    public static (int Exit, string Output) Run(string program, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Longest.TotalMinutes} minutes");
        }

        return (process.ExitCode, output.Result + error.Result);
    }

    /// <summary>The program as an auditor runs it.</summary>
    public static (int Exit, string Output) Auditctl(params string[] arguments) =>
        Run("dotnet", null, [Path.Combine(AppContext.BaseDirectory, "auditctl.dll"), .. arguments]);

    /// <summary>A file of the repository, found upwards from the tests.</summary>
    public static string Repository(string path)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, path)))
                return Path.Combine(directory.FullName, path);
        throw new FileNotFoundException(path);
    }
}
