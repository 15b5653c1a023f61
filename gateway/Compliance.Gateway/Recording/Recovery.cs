using Compliance.Audit;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Rules.Frequency;

namespace Compliance.Gateway.Recording;

/// <summary>
/// Before the first push: counters and used signatures are rebuilt from the log, and every decision that a crash left without an outcome is
/// settled as unknown: it may have been sent, so its slots stay taken.
/// </summary>
internal sealed class Recovery(
    AuditTrail trail,
    ICapStore caps,
    IReplayStore replays,
    ClosedVocabulary vocabulary,
    LivePolicySet live,
    TimeProvider clock,
    ILogger<Recovery> log
) : IHostedService
{
    /// <summary>A calendar month and a day for the zones.</summary>
    private static readonly TimeSpan ShortestLookBack = TimeSpan.FromDays(32);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var held = await CapRebuild.RunAsync(caps, trail.Scan(clock.GetUtcNow() - LookBack()), trail.Vault.Root);
        log.LogInformation("frequency caps: {Slots} slots rebuilt from the log", held);
        await SignatureRebuild.RunAsync(replays, trail.Scan(clock.GetUtcNow() - IReplayStore.Longest), clock.GetUtcNow());
        foreach (var doubt in trail.InDoubt)
        {
            var now = clock.GetUtcNow();
            await trail.AppendAsync(
                new OutcomeEntry(vocabulary).Build(
                    doubt.Id,
                    now,
                    [default],
                    [VendorOutcome.Unknown],
                    held: true,
                    new OutcomeWords("recovered-without-outcome")
                )
            );
            log.LogWarning("decision {Decision} of {At:O} had no outcome: settled as unknown, its slots stay taken", doubt.Id, doubt.At);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The longest window of the live rules, if that is longer.</summary>
    private TimeSpan LookBack() => live.Set.Rules.OfType<CapRule>().Select(cap => cap.LookBack()).Append(ShortestLookBack).Max();
}
