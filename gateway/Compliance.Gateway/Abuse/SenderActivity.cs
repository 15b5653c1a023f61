using System.Collections.Concurrent;
using Compliance.Gateway.Credentials;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Abuse;

/// <summary>What the gateway saw each sender do: how much in the last minute, and how far its templates and texts went.</summary>
internal sealed class SenderActivity(ReachStore reach)
{
    private readonly ConcurrentDictionary<string, RecentCount> _minutes = new(StringComparer.Ordinal);

    /// <summary>Counts the message, unless it is a dry run, and says what there was before it. Counting and asking are one step: two at once can't both be the last that fits.</summary>
    public Fact<SenderFact> Observe(Message message, Sender sender, bool replayed, bool dryRun)
    {
        var minute = _minutes.GetOrAdd(sender.Name, _ => new RecentCount());
        var before = minute.Add(message.At, dryRun ? 0 : message.Recipients.Length);
        return reach.Reached(message) is { } reached
            ? Fact.Known(
                new SenderFact
                {
                    LastMinute = before,
                    MaxPerMinute = sender.MaxPerMinute,
                    BlastRadius = sender.BlastRadius,
                    Reached = reached,
                    Replayed = replayed,
                    Purposes = sender.Purposes,
                }
            )
            : Fact.Unavailable<SenderFact>();
    }

    /// <summary>The vendor took the message for so many people.</summary>
    public void Sent(Message message, int people) => reach.Add(message, people);
}
