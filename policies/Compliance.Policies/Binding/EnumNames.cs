using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Compliance.Policies.Binding;

/// <summary>An enum's members as they are written in policy files and in evidence: <c>RetryAt</c> is <c>retry-at</c>.</summary>
public static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>()
        .ToFrozenDictionary(value => value, value => KindNames.Kebab(value.ToString()));

    private static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<T>().Select(value => Names[value])];

    public static string Of(T value) => Names[value];

    public static bool TryParse(string name, out T value) => Values.TryGetValue(name, out value);
}
