using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Binding;

/// <summary>A property of a record as a key of a policy file.</summary>
internal sealed record Key(string Name, PropertyInfo Property, bool Required);

/// <summary>The keys of each record that files are read into: the reader and the JSON Schema both go by this.</summary>
internal static class Keys
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Key>> Known = new();

    /// <summary>In the order in which the record declares them, those of its parent first.</summary>
    public static ImmutableArray<Key> Of(Type record) => Known.GetOrAdd(record, Read);

    private static ImmutableArray<Key> Read(Type record)
    {
        var depth = Depths(record);
        return
        [
            .. record
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is not null && property.GetCustomAttribute<FilledByLoaderAttribute>() is null)
                .OrderByDescending(property => depth[property.DeclaringType!])
                .ThenBy(property => property.MetadataToken)
                .Select(property => new Key(
                    NameOf(property),
                    AsDeclared(property),
                    property.GetCustomAttribute<RequiredMemberAttribute>() is not null
                )),
        ];
    }

    /// <summary>One accessor for all records that inherit it: each that is called by reflection is compiled.</summary>
    private static PropertyInfo AsDeclared(PropertyInfo property) => property.DeclaringType!.GetProperty(property.Name)!;

    /// <summary>A rule's id is what follows <c>rule:</c>; every other key is the property's name.</summary>
    private static string NameOf(PropertyInfo property) =>
        property.DeclaringType == typeof(Rule) && property.Name == nameof(Rule.Id) ? "rule" : KindNames.Snake(property.Name);

    private static Dictionary<Type, int> Depths(Type record)
    {
        var depths = new Dictionary<Type, int>();
        for (var type = record; type is not null; type = type.BaseType)
            depths.Add(type, depths.Count);
        return depths;
    }
}
