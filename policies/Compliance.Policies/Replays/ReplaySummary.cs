using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Policies.Replays;

/// <summary>What a replay over many decisions found, counted by rule, channel and campaign.</summary>
public sealed class ReplaySummary(int mostSamples)
{
    private readonly SortedDictionary<string, ChangeCount> _rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ChangeCount> _channels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ChangeCount> _campaigns = new(StringComparer.Ordinal);
    private readonly List<ReplayedCase> _samples = [];

    public int Decisions { get; private set; }

    /// <summary>Decisions that were made under this very revision by this very engine, and came out the same to the last finding.</summary>
    public int Reproduced { get; private set; }

    /// <summary>Decisions under this revision and engine that came out otherwise: there must be none.</summary>
    public int NotReproduced { get; private set; }

    /// <summary>Decisions under this revision by another engine: no identity is claimed.</summary>
    public int OtherEngine { get; private set; }

    public int Changed { get; private set; }

    public int RecipientsChanged { get; private set; }

    /// <summary>Decisions of which a row was erased; those recipients are left out.</summary>
    public int WithErased { get; private set; }

    public int AssumedGrants { get; private set; }

    public IReadOnlyDictionary<string, ChangeCount> Rules => _rules;

    public IReadOnlyDictionary<string, ChangeCount> Channels => _channels;

    public IReadOnlyDictionary<string, ChangeCount> Campaigns => _campaigns;

    /// <summary>The first changed decisions.</summary>
    public IReadOnlyList<ReplayedCase> Samples => _samples;

    public void Add(ReplayedCase replayed)
    {
        Decisions++;
        AssumedGrants += replayed.AssumedGrants;
        if (!replayed.Recorded.Erased.IsEmpty)
            WithErased++;
        if (replayed.SameRevision)
            CountIdentity(replayed);
        if (replayed.Changes.IsEmpty)
            return;
        Changed++;
        RecipientsChanged += replayed.Changes.Length;
        foreach (var change in replayed.Changes)
            Count(replayed, change);
        if (_samples.Count < mostSamples)
            _samples.Add(replayed);
    }

    private void CountIdentity(ReplayedCase replayed)
    {
        if (!replayed.SameEngine)
            OtherEngine++;
        else if (replayed.Identical)
            Reproduced++;
        else if (replayed.Recorded.Erased.IsEmpty || !replayed.Changes.IsEmpty)
            NotReproduced++;
    }

    private void Count(ReplayedCase replayed, RecipientChange change)
    {
        foreach (var rule in change.Added.Union(change.Removed))
            Of(_rules, rule).Add(change);
        Of(_channels, replayed.Recorded.Message.Channel).Add(change);
        Of(_campaigns, replayed.Recorded.Message.Campaign ?? "").Add(change);
    }

    private static ChangeCount Of(SortedDictionary<string, ChangeCount> counts, string key)
    {
        if (!counts.TryGetValue(key, out var count))
            counts[key] = count = new ChangeCount();
        return count;
    }
}

/// <summary>Recipients, by what becomes of them.</summary>
public sealed class ChangeCount
{
    public int NowDenied { get; private set; }

    public int NowPermitted { get; private set; }

    /// <summary>Same effect, other reasons or another text.</summary>
    public int OtherReasons { get; private set; }

    internal void Add(RecipientChange change)
    {
        if (change.Was == change.Becomes)
            OtherReasons++;
        else if (change.Becomes == Effect.Deny)
            NowDenied++;
        else
            NowPermitted++;
    }
}
