using Compliance.Audit;

namespace Compliance.Gateway.Console.Counting;

/// <summary>What the audit index counted over a period, by column, channel and rule. Only from the log: whoever exports it comes to the same.</summary>
internal sealed class PushNumbers
{
    private readonly Dictionary<(DateTimeOffset, string), PushCounts> _channels = [];
    private readonly Dictionary<(DateTimeOffset, string), RuleCounts> _rules = [];

    public PushNumbers(Period period, IEnumerable<TallyCount> counts)
    {
        Period = period;
        foreach (var count in counts)
        {
            var at = BeijingTime.Of(count.From);
            if (count.Of is { Name: "rule", Value: var rule })
                _rules[(at, rule)] = _rules.GetValueOrDefault((at, rule)) + new RuleCounts(count.Entries, count.Rows);
            else
                _channels[(at, count.Across)] = _channels.GetValueOrDefault((at, count.Across)) + Counts(count);
        }

        Channels = Sums(_channels, static (a, b) => a + b)
            .OrderByDescending(sum => sum.Value.Pushes)
            .ThenBy(sum => sum.Key, StringComparer.Ordinal)
            .ToList();
        Rules = Sums(_rules, static (a, b) => a + b)
            .OrderByDescending(sum => sum.Value.People)
            .ThenByDescending(sum => sum.Value.Pushes)
            .ThenBy(sum => sum.Key, StringComparer.Ordinal)
            .ToList();
        Total = Channels.Aggregate(default(PushCounts), (sum, channel) => sum + channel.Value);
    }

    public Period Period { get; }

    public PushCounts Total { get; }

    /// <summary>The busiest first.</summary>
    public IReadOnlyList<KeyValuePair<string, PushCounts>> Channels { get; }

    /// <summary>Those that concerned most people first.</summary>
    public IReadOnlyList<KeyValuePair<string, RuleCounts>> Rules { get; }

    public PushCounts Channel(DateTimeOffset bucket, string channel) => _channels.GetValueOrDefault((bucket, channel));

    public RuleCounts Rule(DateTimeOffset bucket, string rule) => _rules.GetValueOrDefault((bucket, rule));

    public static PushNumbers Read(AuditTrail trail, Period period) => new(period, trail.Tally(period.From, period.To, period.Bucket));

    private static PushCounts Counts(TallyCount count) =>
        count.Of switch
        {
            null => new PushCounts(count.Entries, count.Rows, 0, 0, 0),
            { Name: "effect", Value: "permit" } => new PushCounts(0, 0, count.Entries, 0, 0),
            { Name: "effect", Value: "deny" } => new PushCounts(0, 0, 0, count.Entries, count.Rows),
            _ => default,
        };

    private static IEnumerable<KeyValuePair<string, T>> Sums<T>(Dictionary<(DateTimeOffset, string Name), T> counts, Func<T, T, T> add) =>
        counts
            .GroupBy(count => count.Key.Name)
            .Select(group => KeyValuePair.Create(group.Key, group.Select(count => count.Value).Aggregate(add)));
}
