using System.Diagnostics;
using Compliance.Audit;
using Compliance.Audit.Notes;
using Compliance.Audit.Verifying;
using Compliance.Gateway.Model;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Console.Counting;

/// <summary>Runs the audit room's verifier over the whole log when somebody asks for it, one run at a time, and remembers what the last one found.</summary>
internal sealed class LogCheck(
    AuditTrail trail,
    IOptions<GatewayOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<LogCheck> log
)
{
    private readonly Lock _lock = new();
    private LogCheckRun? _run;
    private LogCheckResult? _last;

    public LogCheckRun? Running => Volatile.Read(ref _run);

    public LogCheckResult? Last => Volatile.Read(ref _last);

    /// <summary>Does nothing while a run is under way.</summary>
    public void Start(string by)
    {
        lock (_lock)
        {
            if (_run is not null)
                return;
            _run = new LogCheckRun(trail.Health.SignedSize);
        }

        // A thread of its own below the others': pushes come first.
        new Thread(() => Run(by))
        {
            IsBackground = true,
            Name = "log check",
            Priority = ThreadPriority.BelowNormal,
        }.Start();
    }

    private VerificationReport Verify(List<VerifierKey> keys) =>
        new LogVerifier(trail.LogDirectory, Path.Combine(options.Value.AuditDirectory, "evidence"), keys).Verify(
            _run,
            lifetime.ApplicationStopping
        );

    private void Run(string by)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var keys = File.ReadLines(Path.Combine(trail.LogDirectory, "log.vkey"))
                .Select(line => VerifierKey.TryParse(line, out var key) ? key : null)
                .OfType<VerifierKey>()
                .ToList();
            var report = Verify(keys);
            // Somebody may have been erased between the log and its evidence: what is really wrong is wrong again.
            if (report.Verdict == Verdict.Tampered)
                report = Verify(keys);
            Volatile.Write(ref _last, new LogCheckResult(report, clock.GetUtcNow(), watch.Elapsed, by));
            if (report.Verdict is Verdict.Tampered or Verdict.Unverifiable)
                log.LogError("the log does not verify: {Verdict} at {Place}: {Problem}", report.Verdict, report.Place, report.Problem);
        }
        catch (OperationCanceledException)
        {
            // Shutting down.
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            log.LogError(unread, "the log could not be verified");
        }
        finally
        {
            Volatile.Write(ref _run, null);
        }
    }
}

/// <param name="Size">Entries under the checkpoint when it began.</param>
internal sealed record LogCheckRun(long Size) : IProgress<long>
{
    private long _done;

    public long Done => Interlocked.Read(ref _done);

    public void Report(long value) => Interlocked.Exchange(ref _done, value);
}

internal sealed record LogCheckResult(VerificationReport Report, DateTimeOffset At, TimeSpan Took, string By);
