using System.Diagnostics;
using System.Globalization;
using Compliance.Audit.Notes;
using Compliance.Audit.Verifying;

namespace Compliance.Audit.Cli;

/// <summary>Hurts the writer and keeps what it acknowledged: after every recovery each acknowledged entry must stand at its index, with its evidence, and the whole log must verify.</summary>
internal sealed class Torturer(string root)
{
    private static readonly string[] Calls =
    [
        "pwrite64",
        "fdatasync",
        "fsync",
        "syncfs",
        "rename",
        "unlink",
        "openat",
        "mkdir",
        "ftruncate",
    ];
    private readonly Random _random = new(20261121);
    private readonly Dictionary<long, string> _acknowledged = [];
    private int _refused;

    public int Kills(int rounds) =>
        Progress.Show(
            "kills",
            rounds,
            progress =>
            {
                for (var round = 0; round < rounds; progress.Report(++round))
                {
                    using var writer = Start([]);
                    var kill = new Thread(() =>
                    {
                        Thread.Sleep(_random.Next(5, 400));
                        writer.Kill();
                    });
                    // Every other moment is counted from the first acknowledgement: on a slow machine none would come before the kill.
                    Read(writer, round % 2 == 0 ? "open" : "ack", kill.Start);
                    writer.WaitForExit();
                    if (!Check($"round {round}"))
                        return ExitCode.Bad;
                }
                Console.WriteLine($"{rounds} kills, {_acknowledged.Count} acknowledged entries, none lost, log intact");
                return ExitCode.Good;
            }
        );

    public int Faults(bool brief)
    {
        // strace counts in each thread: small numbers meet the threads that write, openat's large ones the thread that opens the trail, behind the runtime's own.
        string[] kinds = ["error=EIO", "error=ENOSPC", "signal=KILL"];
        // Briefly: every call once, the kinds in turn.
        List<(string Call, string Fault, int When)> faults = brief
            ? [.. Calls.Select((call, i) => (call, kinds[i % kinds.Length], 2))]
            :
            [
                .. from call in Calls
                from fault in kinds
                from number in call == "openat"
                    ? Enumerable.Range(1, 12).Concat(Enumerable.Range(16, 12).Select(i => 10 * i))
                    : Enumerable.Range(1, 12)
                select (call, fault, number),
            ];
        return Progress.Show(
            "faults",
            faults.Count,
            progress =>
            {
                var runs = 0;
                foreach (var (call, fault, when) in faults)
                {
                    Directory.CreateDirectory(root);
                    using var writer = Start(
                        ["--entries", "24"],
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        $"trace={call}",
                        "-e",
                        string.Create(CultureInfo.InvariantCulture, $"inject={call}:{fault}:when={when}")
                    );
                    Read(writer);
                    if (!writer.WaitForExit(60_000))
                        writer.Kill(entireProcessTree: true);
                    progress.Report(++runs);
                    if (!Check(string.Create(CultureInfo.InvariantCulture, $"{call} {fault} at call {when}")))
                        return ExitCode.Bad;
                }
                Console.WriteLine($"{runs} faults, {_acknowledged.Count} acknowledged entries, {_refused} refused, none lost, log intact");
                return ExitCode.Good;
            }
        );
    }

    private Process Start(string[] options, params string[] before)
    {
        string[] command =
        [
            .. before,
            Environment.ProcessPath!,
            .. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
                ? [typeof(Torturer).Assembly.Location]
                : Array.Empty<string>(),
            "torture",
            "write",
            root,
            .. options,
        ];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new IOException($"{command[0]} doesn't start");
    }

    /// <param name="first">When the writer says this for the first time, <paramref name="then"/> happens.</param>
    private void Read(Process writer, string? first = null, Action? then = null)
    {
        writer.ErrorDataReceived += (_, _) => { };
        writer.BeginErrorReadLine();
        while (writer.StandardOutput.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] == first)
            {
                first = null;
                then?.Invoke();
            }
            if (words[0] == "refused")
                _refused++;
            // A line that the kill cut off is no acknowledgement that anybody saw.
            if (words is ["ack", var index, { Length: 32 } id])
                _acknowledged[long.Parse(index, CultureInfo.InvariantCulture)] = id;
        }
    }

    private bool Check(string what)
    {
        try
        {
            using (var trail = new Opened(AuditTrail.Open(TortureWriter.Options(root))))
            {
                var written = trail.Trail.Scan(DateTimeOffset.UnixEpoch).ToDictionary(entry => entry.Index, entry => entry.Id);
                foreach (var (index, id) in _acknowledged)
                    if (!written.TryGetValue(index, out var found) || found != id)
                        return Say($"{what}: acknowledged entry {index} {id} is lost");
                if (
                    _acknowledged.Count > 0
                    && trail.Trail.EvidenceOf(_acknowledged[_acknowledged.Keys.Max()])!.Rows[0].State != EvidenceState.Present
                )
                    return Say($"{what}: evidence is lost");
            }
            var log = Path.Combine(root, "audit", "log");
            var keys = File.ReadAllLines(Path.Combine(log, "log.vkey"))
                .Select(line => VerifierKey.TryParse(line, out var key) ? key : throw new FormatException("log.vkey"))
                .ToList();
            var report = new LogVerifier(log, Path.Combine(root, "audit", "evidence"), keys).Verify();
            return report.Verdict == Verdict.Intact || Say($"{what}: {report.Place}: {report.Problem}");
        }
        catch (AuditDamagedException refused)
        {
            return Say($"{what}: {refused.Message}");
        }
    }

    private static bool Say(string what)
    {
        Console.WriteLine(what);
        return false;
    }

    private sealed class Opened(AuditTrail trail) : IDisposable
    {
        public AuditTrail Trail => trail;

        public void Dispose() => trail.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
