using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Compliance.Policies.Binding;

/// <summary>An enum's members as they are written in policy files and in evidence: <c>RetryAt</c> is <c>retry-at</c>.</summary>
public static class EnumNames
{
    private static readonly ConcurrentDictionary<Type, string[]> Known = new();

    /// <summary>In the order of the members' values.</summary>
    internal static string[] Of(Type type) => Known.GetOrAdd(type, static type => Array.ConvertAll(Enum.GetNames(type), KindNames.Kebab));
}

/// <summary>The same of one enum. Plain arrays: a dictionary for each enum costs the start of a gateway more than all look-ups ever save.</summary>
public static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly T[] Members = Enum.GetValues<T>();
    private static readonly string[] Names = EnumNames.Of(typeof(T));

    public static ImmutableArray<string> All { get; } = [.. Names];

    public static string Of(T value) => Names[Array.IndexOf(Members, value)];

    public static bool TryParse(string name, out T value)
    {
        var at = Array.IndexOf(Names, name);
        value = at < 0 ? default : Members[at];
        return at >= 0;
    }
}
