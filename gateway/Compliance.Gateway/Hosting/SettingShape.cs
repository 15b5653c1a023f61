using System.Collections.Frozen;
using System.ComponentModel;

namespace Compliance.Gateway.Hosting;

/// <summary>What the configuration may hold at one place, read off the option types that are bound to it: a list of its own would fall behind.</summary>
internal abstract record SettingShape
{
    private SettingShape() { }

    internal sealed record Value(Type Type) : SettingShape
    {
        /// <summary>As the binder reads it.</summary>
        public bool Reads(string text) => TypeDescriptor.GetConverter(Type).IsValid(text);
    }

    internal sealed record Items(SettingShape Each) : SettingShape;

    /// <summary>Names that the operator gives: senders, accounts.</summary>
    internal sealed record Named(SettingShape Each) : SettingShape;

    internal sealed record Section(FrozenDictionary<string, SettingShape> Settings) : SettingShape;

    public static Section Of(params IEnumerable<Type> options) =>
        new(
            options
                .SelectMany(type => type.GetProperties())
                .Where(property => property.CanWrite)
                .DistinctBy(property => property.Name)
                .ToFrozenDictionary(property => property.Name, property => OfType(property.PropertyType), StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>Every setting at or below <paramref name="at"/>, such as <c>Compliance:Senders:&lt;name&gt;:Key</c>.</summary>
    public IEnumerable<string> Paths(string at) =>
        this switch
        {
            Items items => items.Each.Paths($"{at}:<n>").Prepend(at),
            Named named => named.Each.Paths($"{at}:<name>").Prepend(at),
            Section section => section
                .Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)
                .SelectMany(setting => setting.Value.Paths($"{at}:{setting.Key}"))
                .Prepend(at),
            _ => [at],
        };

    private static SettingShape OfType(Type type) =>
        type.IsArray ? new Items(OfType(type.GetElementType()!))
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? new Named(OfType(type.GetGenericArguments()[1]))
        : TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)) ? new Value(type)
        : Of(type);
}
