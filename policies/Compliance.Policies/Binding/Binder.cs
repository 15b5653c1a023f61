using System.Collections;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.InteropServices;
using Compliance.Policies.Yaml;

namespace Compliance.Policies.Binding;

/// <summary>Makes records out of nodes. Every fault is reported; null means that there was at least one in this value.</summary>
internal static class Binder
{
    private static readonly MethodInfo AsImmutable = typeof(ImmutableCollectionsMarshal).GetMethod(
        nameof(ImmutableCollectionsMarshal.AsImmutableArray)
    )!;

    /// <param name="extra">Keys that the caller reads itself.</param>
    public static object? Record(Type type, Node node, BoundFile file, params ReadOnlySpan<string> extra)
    {
        if (node is not MapNode map)
        {
            file.Error(node, "not-a-mapping", "这里应当是若干“键: 值”。", $"可用的键：{Names(type)}。");
            return null;
        }
        var record = Activator.CreateInstance(type)!;
        var keys = Keys.Of(type);
        var sound = true;
        foreach (var (name, value) in map.Entries)
        {
            if (extra.Contains(name.Value))
                continue;
            var key = keys.FirstOrDefault(key => key.Name == name.Value);
            if (key is null)
            {
                sound = false;
                file.Error(name, "unknown-key", $"没有“{name.Value}”这个键。", Suggestion.For(name.Value, keys.Select(k => k.Name)));
            }
            else if (Value(key, value, file) is { } bound)
                key.Property.SetValue(record, bound);
            else
                sound = false;
        }
        foreach (var key in keys)
        {
            if (!key.Required || map[key.Name] is not null)
                continue;
            sound = false;
            file.Error(map, "missing-key", $"缺少“{key.Name}”{Describe(key)}。", $"加上一行 {key.Name}: …");
        }
        return sound ? record : null;
    }

    private static object? Value(Key key, Node node, BoundFile file)
    {
        var value = Typed(key.Property.PropertyType, key.Name, node, file);
        return value is not null && InRange(key, value, node, file) ? value : null;
    }

    private static object? Typed(Type type, string name, Node node, BoundFile file)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return List(type.GetGenericArguments()[0], name, node, file);
        return Scalars.Handles(type) ? Scalars.Read(type, name, node, file) : Record(type, node, file);
    }

    /// <summary>A single value stands for a list of one: <c>channel: sms</c>.</summary>
    private static object? List(Type item, string name, Node node, BoundFile file)
    {
        var nodes = node is ListNode list ? list.Items : [node];
        var items = Array.CreateInstance(item, nodes.Length);
        var sound = true;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (Typed(item, name, nodes[i], file) is { } value)
                items.SetValue(value, i);
            else
                sound = false;
        }
        return sound ? AsImmutable.MakeGenericMethod(item).Invoke(null, [items]) : null;
    }

    private static bool InRange(Key key, object value, Node node, BoundFile file)
    {
        var property = key.Property;
        if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
        {
            file.Error(
                node,
                "out-of-range",
                $"“{key.Name}”的值 {value} 不在 {range.Minimum} 到 {range.Maximum} 之间。",
                "改成范围内的数。"
            );
            return false;
        }
        if (property.GetCustomAttribute<MinLengthAttribute>() is { } least && value is ICollection list && list.Count < least.Length)
        {
            file.Error(node, "too-few", $"“{key.Name}”至少要有 {least.Length} 项。", $"补上{Describe(key)}。");
            return false;
        }
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } form && !form.IsValid(value))
        {
            file.Error(node, "bad-form", $"“{key.Name}”的值“{value}”写法不对。", "只用小写字母、数字和连字符，例如 cap-sms-daily。");
            return false;
        }
        return true;
    }

    private static string Describe(Key key) =>
        key.Property.GetCustomAttribute<System.ComponentModel.DescriptionAttribute>() is { } text ? $"（{text.Description}）" : "";

    private static string Names(Type type) => string.Join("、", Keys.Of(type).Select(key => key.Name));
}
