using System.Collections.Concurrent;
using Compliance.Gateway.Credentials;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Activity;

/// <summary>What the gateway saw each sender do: how much in the last minute, and how far its templates and texts went in the last day.</summary>
internal sealed class SenderActivity(IReachStore reach)
{
    private readonly ConcurrentDictionary<string, RecentCount> _minutes = new(StringComparer.Ordinal);

    /// <summary>Counts the message and says what there was before it. Counting and asking are one step: two at once can't both be the last that fits.</summary>
    public ValueTask<Fact<SenderFact>> ObserveAsync(Message message, CarriedContent carried, Sender sender) =>
        AddAsync(message, carried, sender, message.Recipients.Length);

    /// <summary>The same without counting it.</summary>
    public ValueTask<Fact<SenderFact>> PeekAsync(Message message, CarriedContent carried, Sender sender) =>
        AddAsync(message, carried, sender, people: 0);

    private async ValueTask<Fact<SenderFact>> AddAsync(Message message, CarriedContent carried, Sender sender, int people)
    {
        var before = MinuteOf(sender.Name).Add(message.At, people);
        return await reach.AddAsync(carried.Reached, message.At, people) is { } reached
            ? Fact.Known(
                new SenderFact
                {
                    LastMinute = before,
                    MaxPerMinute = sender.MaxPerMinute,
                    BlastRadius = sender.BlastRadius,
                    Reached = reached,
                    Purposes = sender.Purposes,
                }
            )
            : Fact.Unavailable<SenderFact>();
    }

    /// <summary>Call it once for each message that was counted: only those whom it may have reached stay counted. Who is refused and tries again has reached nobody, and must not lock himself out by trying.</summary>
    public async ValueTask SettleAsync(Message message, CarriedContent carried, int sent)
    {
        MinuteOf(message.Sender).TakeBack(message.At, message.Recipients.Length - sent);
        await reach.AddAsync(carried.Reached, message.At, sent - message.Recipients.Length);
    }

    private RecentCount MinuteOf(string sender) => _minutes.GetOrAdd(sender, static _ => new RecentCount());
}
