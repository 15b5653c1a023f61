using System.Collections.Frozen;
using System.Collections.Immutable;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>What of a message decides which rules apply, as far as the set can tell messages apart.</summary>
internal readonly record struct PlanKey(
    int Channel,
    int Family,
    Category Category,
    int Purpose,
    int Campaign,
    int Sender,
    int Industry,
    int Brand,
    int Epoch
);

/// <summary>
/// The values that the set's rules name. Any other value is one value to it: there are as many keys as the set can distinguish, whatever the senders write.
/// </summary>
internal sealed class PlanKeys
{
    private const int Other = -1;
    private const int Every = -2;

    private readonly FrozenDictionary<string, int> _channels;
    private readonly FrozenDictionary<string, int> _purposes;
    private readonly FrozenDictionary<string, int> _campaigns;
    private readonly FrozenDictionary<string, int> _senders;
    private readonly FrozenDictionary<string, int> _industries;
    private readonly FrozenDictionary<string, int> _brands;
    private readonly DateOnly[] _changes;

    public PlanKeys(ImmutableArray<Rule> rules)
    {
        _channels = Named(rules, static scope => scope.Channel);
        _purposes = Named(rules, static scope => scope.Purpose);
        _campaigns = Named(rules, static scope => scope.Campaign);
        _senders = Named(rules, static scope => scope.Sender);
        _industries = Named(rules, static scope => scope.Industry);
        _brands = Named(rules, static scope => scope.Brand);
        _changes = [.. rules.SelectMany(static rule => Changes(rule.Effective)).Distinct().Order()];
    }

    public PlanKey For(Message message, Category category, DateOnly today) =>
        new(
            Number(_channels, message.Channel),
            Number(_channels, message.Family),
            category,
            Number(_purposes, message.Purpose),
            message.Campaign is { } campaign ? Number(_campaigns, campaign) : Other,
            Number(_senders, message.Sender),
            message.Industry is { } industry ? Number(_industries, industry) : Every,
            Number(_brands, message.Brand),
            Epoch(today)
        );

    /// <summary>How many of the days on which a rule begins or ends have come.</summary>
    private int Epoch(DateOnly today)
    {
        var place = Array.BinarySearch(_changes, today);
        return place >= 0 ? place + 1 : ~place;
    }

    private static IEnumerable<DateOnly> Changes(EffectiveDates dates)
    {
        yield return dates.From;
        if (dates.To is { } last && last < DateOnly.MaxValue)
            yield return last.AddDays(1);
    }

    private static FrozenDictionary<string, int> Named(ImmutableArray<Rule> rules, Func<Scope, ImmutableArray<string>> values) =>
        rules
            .SelectMany(rule => values(rule.When))
            .Distinct(StringComparer.Ordinal)
            .Select(static (value, index) => (value, index))
            .ToFrozenDictionary(static pair => pair.value, static pair => pair.index, StringComparer.Ordinal);

    private static int Number(FrozenDictionary<string, int> named, string value) =>
        named.Count > 0 && named.TryGetValue(value, out var number) ? number : Other;
}
