using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Model;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Console.Exports;

/// <summary>Makes exports in the background, one at a time for each person. A file is its owner's alone, and gone after an hour or with the process.</summary>
internal sealed class ExportDesk : IDisposable
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, ExportJob> _jobs = new(StringComparer.Ordinal);
    private readonly DecisionDesk _decisions;
    private readonly TimeProvider _clock;
    private readonly ILogger<ExportDesk> _log;
    private readonly string _folder;

    public ExportDesk(DecisionDesk decisions, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<ExportDesk> log)
    {
        (_decisions, _clock, _log) = (decisions, clock, log);
        _folder = Path.Combine(options.Value.DataDirectory, "exports");
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <returns>The one that is running already, when there is one.</returns>
    /// <exception cref="AuditUnavailableException">It could not be written down: nothing is exported.</exception>
    public async Task<ExportJob> StartAsync(ClaimsPrincipal user, AuditQuery query, string? contact, ExportFormat format, string line)
    {
        Forget();
        var owner = user.Identity!.Name!;
        if (_jobs.Values.FirstOrDefault(job => job.Owner == owner && job.State == ExportState.Running) is { } running)
            return running;
        await _decisions.RecordExportAsync(
            user,
            "decision.export",
            query,
            ("filter", line),
            ("format", format.ToString().ToLowerInvariant())
        );
        Directory.CreateDirectory(_folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var job = new ExportJob(id, owner, format, Path.Combine(_folder, id), _clock.GetUtcNow());
        _jobs[id] = job;
        _ = Task.Run(() => RunAsync(job, user, query, contact));
        return job;
    }

    /// <returns>Null: there is none of that person's.</returns>
    public ExportJob? Find(ClaimsPrincipal user, string id) =>
        _jobs.GetValueOrDefault(id) is { } job && job.Owner == user.Identity!.Name ? job : null;

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
        {
            job.Cancel();
            File.Delete(job.Path);
        }
    }

    private async Task RunAsync(ExportJob job, ClaimsPrincipal user, AuditQuery query, string? contact)
    {
        try
        {
            await using (var file = new FileStream(job.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
                await WriteAsync(job, query, contact, file);
            await _decisions.RecordExportAsync(
                user,
                "decision.exported",
                query,
                ("rows", job.Total.ToString(CultureInfo.InvariantCulture))
            );
            job.End(ExportState.Done);
        }
        catch (OperationCanceledException)
        {
            File.Delete(job.Path);
            job.End(ExportState.Cancelled);
        }
        catch (Exception broken)
            when (broken is IOException or UnauthorizedAccessException or AuditDamagedException or AuditUnavailableException)
        {
            _log.LogError(broken, "an export could not be written");
            File.Delete(job.Path);
            job.End(ExportState.Failed);
        }
    }

    private async Task WriteAsync(ExportJob job, AuditQuery query, string? contact, Stream into)
    {
        var heads = _decisions.Heads(query, job.Cancelled);
        job.Total = heads.Count;
        if (job.Format == ExportFormat.Package)
        {
            await _decisions.PackAsync(heads, into, new Progress(job), job.Cancelled);
            return;
        }

        if (job.Format == ExportFormat.Csv)
            await into.WriteAsync(
                Encoding.UTF8.Preamble.ToArray().Concat(Encoding.UTF8.GetBytes(DecisionCsv.Header(contact is not null))).ToArray()
            );
        var done = 0L;
        foreach (var decision in _decisions.Summaries(heads, query, contact))
        {
            job.Cancelled.ThrowIfCancellationRequested();
            if (job.Format == ExportFormat.Csv)
                await into.WriteAsync(Encoding.UTF8.GetBytes(DecisionCsv.Row(decision, contact)));
            else
                await into.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(decision, AdminJson.Options), (byte)'\n']);
            job.Progress(++done);
        }
    }

    private void Forget()
    {
        foreach (var job in _jobs.Values.Where(job => job.State != ExportState.Running && _clock.GetUtcNow() - job.StartedAt > Kept))
        {
            if (_jobs.TryRemove(job.Id, out _))
                File.Delete(job.Path);
        }
    }

    /// <summary>The package passes over its entries three times.</summary>
    private sealed class Progress(ExportJob job) : IProgress<long>
    {
        public void Report(long value) => job.Progress(value / 3);
    }
}
