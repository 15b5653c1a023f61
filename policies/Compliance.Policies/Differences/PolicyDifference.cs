using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Compliance.Policies.Binding;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Differences;

/// <summary>What differs between two sets, rule by rule and key by key.</summary>
public sealed record PolicyDifference
{
    public required ImmutableArray<Rule> Added { get; init; }

    public required ImmutableArray<Rule> Removed { get; init; }

    public required ImmutableArray<RuleDifference> Changed { get; init; }

    public required ImmutableArray<string> EvidenceAdded { get; init; }

    public required ImmutableArray<string> EvidenceRemoved { get; init; }

    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty && EvidenceAdded.IsEmpty && EvidenceRemoved.IsEmpty;

    public static PolicyDifference Between(PolicySet before, PolicySet after)
    {
        var old = before.Rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var now = after.Rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        return new PolicyDifference
        {
            Added = [.. after.Rules.Where(rule => !old.ContainsKey(rule.Id))],
            Removed = [.. before.Rules.Where(rule => !now.ContainsKey(rule.Id))],
            Changed =
            [
                .. before
                    .Rules.Where(rule => now.ContainsKey(rule.Id))
                    .Select(rule => RuleDifference.Between(rule, now[rule.Id]))
                    .Where(change => !change.IsEmpty),
            ],
            EvidenceAdded = [.. after.Evidence.Except(before.Evidence, ById).Select(record => record.Id)],
            EvidenceRemoved = [.. before.Evidence.Except(after.Evidence, ById).Select(record => record.Id)],
        };
    }

    private static IEqualityComparer<EvidenceRecord> ById { get; } =
        EqualityComparer<EvidenceRecord>.Create(
            (a, b) => RecordText.Of(a!) == RecordText.Of(b!),
            record => record.Id.GetHashCode(StringComparison.Ordinal)
        );
}

/// <param name="Before">Null when the key was not written.</param>
public sealed record KeyDifference(string Key, string? Before, string? After);

public sealed record RuleDifference
{
    public required Rule Before { get; init; }

    public required Rule After { get; init; }

    public required ImmutableArray<KeyDifference> Keys { get; init; }

    public required ImmutableArray<string> WordsAdded { get; init; }

    public required ImmutableArray<string> WordsRemoved { get; init; }

    public bool IsEmpty => Keys.IsEmpty && WordsAdded.IsEmpty && WordsRemoved.IsEmpty;

    internal static RuleDifference Between(Rule before, Rule after)
    {
        var (old, now) = (RecordText.Values(before), RecordText.Values(after));
        var (oldWords, nowWords) = (Words(before), Words(after));
        return new RuleDifference
        {
            Before = before,
            After = after,
            Keys =
            [
                .. old
                    .Keys.Union(now.Keys)
                    .Where(key => old.GetValueOrDefault(key) != now.GetValueOrDefault(key))
                    .Select(key => new KeyDifference(key, old.GetValueOrDefault(key), now.GetValueOrDefault(key))),
            ],
            WordsAdded = [.. nowWords.Except(oldWords)],
            WordsRemoved = [.. oldWords.Except(nowWords)],
        };
    }

    /// <summary>Every row of the rule's word lists with what it does: a term that only changes its flags is removed and added.</summary>
    private static string[] Words(Rule rule) =>
        [
            .. ((rule as IUseWordLists)?.Lists ?? [])
                .SelectMany(list =>
                    list.Entries.Select(entry => $"{entry.Term}（{EnumNames<Compliance.Rules.Decisions.Severity>.Of(entry.Severity)}）")
                        .Concat(list.Allowed.Select(phrase => $"{phrase}（allow）"))
                        .Concat(list.Cues.Select(cue => $"{cue.Phrase}（{cue.Exception}）"))
                )
                .Distinct(),
        ];
}

/// <summary>A record as keys and values, as a file would have them.</summary>
internal static class RecordText
{
    public static string Of(object record) => string.Join("，", Values(record).Select(pair => $"{pair.Key}: {pair.Value}"));

    public static Dictionary<string, string> Values(object record)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (record is Rule rule)
        {
            values["kind"] = RuleKinds.Of(rule.GetType()).Name;
            values["pack"] = rule.Pack;
        }
        Collect(record, "", values);
        return values;
    }

    private static void Collect(object record, string prefix, Dictionary<string, string> values)
    {
        foreach (var key in Keys.Of(record.GetType()))
        {
            var value = key.Property.GetValue(record);
            var path = prefix + key.Name;
            if (value is null)
                continue;
            if (value is IList list)
            {
                if (list.Count > 0)
                    values[path] = $"[{string.Join("，", list.Cast<object>().Select(One))}]";
            }
            else if (Scalars.Handles(value.GetType()))
                values[path] = One(value);
            else
                Collect(value, path + ".", values);
        }
    }

    private static string One(object value) =>
        value switch
        {
            string text => text,
            bool truth => truth ? "true" : "false",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
            Enum member => KindNames.Kebab(member.ToString()),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Of(value),
        };
}
