using Compliance.Audit;
using Compliance.Policies.Archive;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;

namespace Compliance.Gateway.LivePolicies;

/// <summary>
/// Makes a folder's packs live: archived by revision, written to the audit trail, then swapped. A set that could not be
/// kept or recorded does not go live: its decisions could not be reproduced.
/// </summary>
internal sealed class PolicyPublisher(
    string folder,
    LivePolicySet live,
    PolicyArchive archive,
    AuditTrail trail,
    TimeProvider clock,
    ILogger<PolicyPublisher> log
) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Loads the folder and publishes it when it is good and new.</summary>
    /// <param name="by">Who asked: a key's name, or <c>watch</c>.</param>
    public async Task<PolicyLoadResult> ReloadAsync(string by, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            var loaded = PolicyFolder.Load(folder, clock);
            if (loaded.Set is null)
            {
                Reject(loaded);
                if (!live.State.IsLoaded)
                    GoOnWithTheLast();
                return loaded;
            }

            var now = clock.GetUtcNow();
            if (live.State.Manifest?.Revision != loaded.Manifest.Revision)
            {
                archive.Store(loaded);
                if (archive.LastLive()?.Revision != loaded.Manifest.Revision)
                    archive.MarkLive(loaded.Manifest.Revision, now);
                await trail.AppendAsync(PolicyEntry.Published(loaded, live.State.Manifest?.Revision, by, now));
                log.LogInformation(
                    "policies live: revision {Revision}, {Packs} packs, {Rules} rules",
                    loaded.Manifest.Revision,
                    loaded.Manifest.Packs.Length,
                    loaded.Set.Rules.Length
                );
            }

            // Published again also when nothing changed: a rejected load that was mended is no longer shown.
            live.Publish(loaded, archive.LastLive()?.Since ?? now);
            return loaded;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>One bad save before a start must not stop every push, one-time codes too. What was live then is right still; that it is old is said loudly.</summary>
    private void GoOnWithTheLast()
    {
        if (archive.LastLive() is not var (revision, since) || archive.Load(revision, clock) is not { Set: not null } last)
        {
            log.LogCritical("no policy set: nothing loads and nothing good is kept, so every push is refused");
            return;
        }

        live.GoOn(last, since);
        log.LogCritical(
            "the policies do not load: started with the last good set, revision {Revision}, live since {Since:O}, {Age}",
            revision,
            since,
            PolicyState.Told(clock.GetUtcNow() - since)
        );
    }

    public void Dispose() => _oneAtATime.Dispose();

    private void Reject(PolicyLoadResult loaded)
    {
        if (live.State.Rejected?.Manifest.Revision == loaded.Manifest.Revision)
            return;
        live.Reject(loaded);
        foreach (var error in loaded.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
            log.LogError("policies not loaded, the last good set stays live: {Diagnostic}", error.ToString());
    }
}
