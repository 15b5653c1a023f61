using System.Collections.Concurrent;
using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Frequency;

/// <summary>
/// The embedded counters: memory is the authority and the audit log is what it is rebuilt from (<see cref="CapRebuild"/>), so
/// that a reservation costs no fsync of its own. A slot is the decision's time: whatever the window, calendar or rolling,
/// the slots at or after its start are counted.
/// </summary>
internal sealed class MemoryCapStore : ICapStore
{
    private const int Shards = 64;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, Shards).Select(_ => new Shard())];

    /// <summary>Slots that were linked away: who resolved before the link still counts with the right person.</summary>
    private readonly ConcurrentDictionary<PersonSlot, PersonSlot> _merged = new();
    private readonly Lock _merging = new();

    public ValueTask<Grants> ReserveAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> demands, CancellationToken cancel) =>
        ValueTask.FromResult(Grant(at, demands, keep: true));

    public ValueTask<Grants> PeekAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> demands, CancellationToken cancel) =>
        ValueTask.FromResult(Grant(at, demands, keep: false));

    /// <summary>A held slot and a committed one count alike.</summary>
    public ValueTask CommitAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> held) => ValueTask.CompletedTask;

    public ValueTask ReleaseAsync(DateTimeOffset at, IReadOnlyList<PersonDemand> held)
    {
        foreach (var (person, _, counter) in Distinct(held))
            Release(person, counter, at);
        return ValueTask.CompletedTask;
    }

    public ValueTask MergeAsync(PersonSlot from, PersonSlot to)
    {
        lock (_merging)
        {
            var target = Current(to);
            var source = Current(from);
            if (source == target)
                return ValueTask.CompletedTask;
            // First the name, then the slots: who comes between counts with the target and may wait for the rest.
            var (first, second) = Ordered(ShardOf(source), ShardOf(target));
            lock (first.Lock)
            {
                lock (second.Lock)
                {
                    _merged[source] = target;
                    if (ShardOf(source).People.Remove(source, out var counters))
                        ShardOf(target).Of(target).Add(counters);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A slot that the log says is held; used while rebuilding.</summary>
    internal void Restore(PersonSlot person, string counter, DateTimeOffset at) =>
        With(person, people => people.Take(counter, at.ToUnixTimeMilliseconds()));

    internal void Release(PersonSlot person, string counter, DateTimeOffset at) =>
        With(person, people => people.Return(counter, at.ToUnixTimeMilliseconds()));

    /// <summary>Forgets slots older than any window asks for.</summary>
    internal void Prune(DateTimeOffset before)
    {
        foreach (var shard in _shards)
        {
            lock (shard.Lock)
            {
                foreach (var (person, counters) in shard.People)
                {
                    if (counters.Prune(before.ToUnixTimeMilliseconds()))
                        shard.People.Remove(person);
                }
            }
        }
    }

    private Grants Grant(DateTimeOffset at, IReadOnlyList<PersonDemand> demands, bool keep)
    {
        if (demands.Count == 0)
            return Grants.None;
        var refused = new bool[demands.Count];
        var now = at.ToUnixTimeMilliseconds();
        // In a dry run nothing is taken, so what this call itself would have taken is remembered here.
        var imagined = keep ? null : new Dictionary<(PersonSlot, string), int>();
        foreach (var recipient in Enumerable.Range(0, demands.Count).GroupBy(i => demands[i].Demand.Recipient))
        {
            var mine = recipient.ToArray();
            With(demands[mine[0]].Person, people => Grant(people, demands, mine, refused, now, imagined));
        }

        return new Grants([.. refused]);
    }

    /// <summary>All or none: where one counter is full nothing is taken, and only the full ones are refused, so that the decision names those.</summary>
    private static void Grant(
        Counters people, IReadOnlyList<PersonDemand> demands, int[] mine, bool[] refused, long now, Dictionary<(PersonSlot, string), int>? imagined)
    {
        foreach (var i in mine)
        {
            var demand = demands[i].Demand;
            var taken = people.Count(demand.Counter, demand.WindowStart.ToUnixTimeMilliseconds())
                + (imagined?.GetValueOrDefault((demands[i].Person, demand.Counter)) ?? 0);
            refused[i] = taken >= demand.Max;
        }

        if (Array.Exists(mine, i => refused[i]))
            return;
        foreach (var counter in mine.Select(i => demands[i].Demand.Counter).Distinct(StringComparer.Ordinal))
        {
            if (imagined is null)
                people.Take(counter, now);
            else
                imagined[(demands[mine[0]].Person, counter)] = imagined.GetValueOrDefault((demands[mine[0]].Person, counter)) + 1;
        }
    }

    private static IEnumerable<(PersonSlot Person, int Recipient, string Counter)> Distinct(IReadOnlyList<PersonDemand> demands) =>
        demands.Select(d => (d.Person, d.Demand.Recipient, d.Demand.Counter)).Distinct();

    private T With<T>(PersonSlot person, Func<Counters, T> use)
    {
        while (true)
        {
            var current = Current(person);
            var shard = ShardOf(current);
            lock (shard.Lock)
            {
                if (Current(person) == current)
                    return use(shard.Of(current));
            }
        }
    }

    private void With(PersonSlot person, Action<Counters> use) => With(person, people =>
    {
        use(people);
        return true;
    });

    private PersonSlot Current(PersonSlot person)
    {
        while (_merged.TryGetValue(person, out var next))
            person = next;
        return person;
    }

    private Shard ShardOf(PersonSlot person) => _shards[(int)((ulong)person.Value % Shards)];

    private (Shard First, Shard Second) Ordered(Shard a, Shard b) => Array.IndexOf(_shards, a) <= Array.IndexOf(_shards, b) ? (a, b) : (b, a);

    private sealed class Shard
    {
        public Lock Lock { get; } = new();

        public Dictionary<PersonSlot, Counters> People { get; } = [];

        public Counters Of(PersonSlot person)
        {
            if (!People.TryGetValue(person, out var counters))
                People.Add(person, counters = new Counters());
            return counters;
        }
    }
}
