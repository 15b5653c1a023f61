using Compliance.Audit;
using Compliance.Gateway.Stores.Activity;

namespace Compliance.Gateway.Recording;

/// <summary>
/// What was sent before a restart is not sent again by the same signature: a decision names the one that it uses up, and is durable before anything leaves.
/// </summary>
internal static class SignatureRebuild
{
    /// <param name="entries">From <see cref="IReplayStore.Longest"/> ago on.</param>
    public static async Task RunAsync(IReplayStore replays, IEnumerable<EntryView> entries, DateTimeOffset now)
    {
        foreach (var entry in entries)
            if (entry.Type == "decision" && DecisionRecordV1.ReadSignature(entry.Body) is { } signature && signature.Until > now)
                await replays.TryUseAsync(signature);
    }
}
