using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Compliance.Audit;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Stores.Frequency;

/// <summary>
/// The embedded counters: memory is the authority and the audit log is what it is rebuilt from (<c>CapRebuild</c>), so
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

    /// <summary>Longest window in milliseconds; a month and a day for the zones before any was seen.</summary>
    private long _lookBack = (long)TimeSpan.FromDays(32).TotalMilliseconds;

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

    public ValueTask RestoreAsync(DateTimeOffset at, IReadOnlyList<(PersonSlot Person, string Counter)> held)
    {
        foreach (var (person, counter) in held)
        {
            using var counters = Hold(person);
            counters.Counters.Take(counter, at.ToUnixTimeMilliseconds(), long.MinValue);
        }

        return ValueTask.CompletedTask;
    }

    private void Release(PersonSlot person, string counter, DateTimeOffset at)
    {
        using var held = Hold(person);
        held.Counters.Return(counter, at.ToUnixTimeMilliseconds());
    }

    private Grants Grant(DateTimeOffset at, IReadOnlyList<PersonDemand> demands, bool keep)
    {
        if (demands.Count == 0)
            return Grants.None;
        var refused = new bool[demands.Count];
        // In a dry run nothing is taken, so what this call itself would have taken is remembered here.
        var imagined = keep ? null : new Dictionary<(PersonSlot, string), int>();
        var order = ByRecipient(demands);
        for (int start = 0, end; start < order.Length; start = end)
        {
            var recipient = demands[order[start]].Demand.Recipient;
            for (end = start + 1; end < order.Length && demands[order[end]].Demand.Recipient == recipient; end++) { }

            Grant(at, demands, order.AsSpan(start..end), refused, imagined);
        }

        return new Grants(ImmutableCollectionsMarshal.AsImmutableArray(refused));
    }

    /// <summary>All or none: where one counter is full nothing is taken, and only the full ones are refused, so that the decision names those. A shadow cap's is taken beyond its maximum.</summary>
    private void Grant(
        DateTimeOffset at,
        IReadOnlyList<PersonDemand> demands,
        ReadOnlySpan<int> mine,
        bool[] refused,
        Dictionary<(PersonSlot, string), int>? imagined
    )
    {
        var person = demands[mine[0]].Person;
        var now = at.ToUnixTimeMilliseconds();
        using var held = Hold(person);
        var full = false;
        foreach (var i in mine)
        {
            var demand = demands[i].Demand;
            var since = demand.WindowStart.ToUnixTimeMilliseconds();
            LookBack(now - since);
            var taken = held.Counters.Count(demands[i].Counter, since) + (imagined?.GetValueOrDefault((person, demands[i].Counter)) ?? 0);
            refused[i] = taken >= demand.Max;
            full |= refused[i] && !demand.Shadow;
        }

        if (full)
            return;
        for (var i = 0; i < mine.Length; i++)
        {
            var counter = demands[mine[i]].Counter;
            if (IsTaken(demands, mine[..i], counter))
                continue;
            if (imagined is null)
                held.Counters.Take(counter, now, now - Volatile.Read(ref _lookBack));
            else
                imagined[(person, counter)] = imagined.GetValueOrDefault((person, counter)) + 1;
        }
    }

    /// <summary>Several demands on one counter take one slot.</summary>
    private static bool IsTaken(IReadOnlyList<PersonDemand> demands, ReadOnlySpan<int> before, string counter)
    {
        foreach (var i in before)
        {
            if (demands[i].Counter == counter)
                return true;
        }

        return false;
    }

    /// <summary>A draft names them recipient by recipient, so this seldom has to sort.</summary>
    private static int[] ByRecipient(IReadOnlyList<PersonDemand> demands)
    {
        var order = new int[demands.Count];
        var sorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            sorted &= i == 0 || demands[i - 1].Demand.Recipient <= demands[i].Demand.Recipient;
        }

        return sorted ? order : [.. order.OrderBy(i => demands[i].Demand.Recipient)];
    }

    /// <summary>Remembers the longest window: what is older than that may be forgotten.</summary>
    private void LookBack(long milliseconds)
    {
        var known = Volatile.Read(ref _lookBack);
        while (milliseconds > known)
            known = Interlocked.CompareExchange(ref _lookBack, milliseconds, known);
    }

    private static IEnumerable<(PersonSlot Person, int Recipient, string Counter)> Distinct(IReadOnlyList<PersonDemand> demands) =>
        demands.Select(d => (d.Person, d.Demand.Recipient, d.Counter)).Distinct();

    /// <summary>The person's counters, locked until disposed.</summary>
    private Held Hold(PersonSlot person)
    {
        while (true)
        {
            var current = Current(person);
            var shard = ShardOf(current);
            shard.Lock.Enter();
            if (Current(person) == current)
                return new Held(shard, shard.Of(current));
            shard.Lock.Exit();
        }
    }

    private PersonSlot Current(PersonSlot person)
    {
        while (_merged.TryGetValue(person, out var next))
            person = next;
        return person;
    }

    private Shard ShardOf(PersonSlot person) => _shards[(int)((ulong)person.Value % Shards)];

    private (Shard First, Shard Second) Ordered(Shard a, Shard b) =>
        Array.IndexOf(_shards, a) <= Array.IndexOf(_shards, b) ? (a, b) : (b, a);

    private readonly ref struct Held(Shard shard, Counters counters)
    {
        public Counters Counters { get; } = counters;

        public void Dispose() => shard.Lock.Exit();
    }

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
