using System.Diagnostics;
using System.Globalization;
using Compliance.Audit;
using Compliance.Audit.Exporting;
using Compliance.Audit.Notes;
using Compliance.Audit.Verifying;

namespace Compliance.LoadTests.Audit;

/// <summary>What officers and auditors wait for once the log is large.</summary>
internal static class MillionFigures
{
    private const int Step = 512;
    private static TimeSpan _cpu;

    public static async Task<int> RunAsync(string directory, int entries, bool keep)
    {
        var options = new AuditOptions
        {
            Directory = Path.Combine(directory, "audit"),
            VaultDirectory = Path.Combine(directory, "vault"),
            Origin = "load.example/1",
        };
        try
        {
            var begun = Stopwatch.GetTimestamp();
            await using (var trail = AuditTrail.Open(options))
            {
                Say($"opened at {trail.Health.Size} entries", begun);
                await FillAsync(trail, entries);
                Query(trail);
            }
            var log = Path.Combine(options.Directory, "log");
            var key = VerifierKey.TryParse(File.ReadAllLines(Path.Combine(log, "log.vkey"))[0], out var parsed)
                ? parsed
                : throw new FormatException();
            begun = Stopwatch.GetTimestamp();
            var report = new LogVerifier(log, Path.Combine(options.Directory, "evidence"), [key]).Verify();
            Say($"verified {report.Size} entries and {report.Payloads} payloads: {report.Verdict}", begun);
            GC.Collect();
            var before = GC.GetTotalMemory(true);
            var most = 0L;
            begun = Stopwatch.GetTimestamp();
            var exported = LogExport.Write(
                log,
                Stream.Null,
                new ExportFilter(),
                new Watch(() => most = Math.Max(most, GC.GetTotalMemory(false) - before))
            );
            Say(
                $"exported {exported} entries with proofs, at most {most >> 20} MiB of managed memory beyond the start, process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB at its peak",
                begun
            );
            return report.Verdict == Verdict.Intact ? 0 : 1;
        }
        finally
        {
            if (!keep && Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task FillAsync(AuditTrail trail, int entries)
    {
        var samples = new SampleDecisions(trail, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        var begun = Stopwatch.GetTimestamp();
        for (var first = (int)trail.Health.Size; first < entries; first += Step)
            await Task.WhenAll(
                Enumerable.Range(first, Math.Min(Step, entries - first)).Select(number => trail.AppendAsync(samples.Make(number)).AsTask())
            );
        Say($"{entries} entries durable, index {trail.Health.IndexLag} behind", begun);
        while (trail.Health.IndexLag > 0)
            await Task.Delay(5);
        Say("index caught up", begun);
    }

    private static void Query(AuditTrail trail)
    {
        Term channel = new("channel", "tencent-sms"),
            sender = new("sender", "crm-1"),
            rare = new("campaign", "rare"),
            seldom = new("rule", "seldom"),
            campaign = new("campaign", "c3");
        Page(trail, "one common term", [channel]);
        Page(trail, "one rare term", [rare]);
        Page(trail, "two common terms", [channel, sender]);
        Page(trail, "a rare and a common term", [rare, channel]);
        Page(trail, "three terms, one rare", [channel, seldom, sender]);
        Page(trail, "three terms that never meet", [rare, seldom, campaign]);
        Page(trail, "two common terms that never meet", [campaign, new("campaign", "c4")]);
        Page(
            trail,
            "one of two common terms",
            new AuditQuery
            {
                AnyOf =
                [
                    [campaign, new("campaign", "c4")],
                ],
            }
        );
        Page(trail, "a common term without another", new AuditQuery { Terms = [channel], Without = [sender] });
        Page(
            trail,
            "all but what nearly all have",
            new AuditQuery { Without = [new("channel", "tencent-sms"), new("channel", "aliyun-sms")] }
        );
        Count(trail, "one common term", new AuditQuery { Terms = [channel] });
        Page(trail, "a person", [], "phone:+8613900000001");
        Page(trail, "a person and two terms", [channel, seldom], "phone:+8613900000001");
    }

    private static void Count(AuditTrail trail, string what, AuditQuery query)
    {
        var begun = Stopwatch.GetTimestamp();
        var count = trail.Heads(query).Take(100_000).Count();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"counted by {what}: {count}, {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:n1} ms"
            )
        );
    }

    private static void Page(AuditTrail trail, string what, Term[] terms, string? identity = null) =>
        Page(trail, what, new AuditQuery { Identity = identity, Terms = [.. terms] });

    private static void Page(AuditTrail trail, string what, AuditQuery query)
    {
        var times = new List<double>();
        var found = 0;
        for (var i = 0; i < 20; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            found = trail.Query(query).Items.Length;
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"query by {what}: {found} on the page, p50 {times[10]:n1} ms, longest {times[^1]:n1} ms"
            )
        );
    }

    private static void Say(string what, long begun)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:n2} s, {(cpu - _cpu).TotalSeconds:n2} s of CPU"
            )
        );
        _cpu = cpu;
    }

    private sealed class Watch(Action look) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 10_000 == 0)
                look();
        }
    }
}
