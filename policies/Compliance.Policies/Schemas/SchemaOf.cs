using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Compliance.Policies.Binding;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Schemas;

/// <summary>The schema of one record, key by key.</summary>
internal static class SchemaOf
{
    public static JsonObject Rule(string kind, Type type)
    {
        var schema = Record(type);
        var properties = (JsonObject)schema["properties"]!;
        properties["kind"] = new JsonObject { ["const"] = kind };
        properties["then"] = new JsonObject
        {
            ["description"] = properties["then"]!["description"]!.GetValue<string>(),
            ["enum"] = Texts(RuleKinds.Of(type).Outcomes.Select(EnumNames<Outcome>.Of)),
        };
        ((JsonArray)schema["required"]!).Insert(1, "kind");
        return schema;
    }

    public static JsonObject Record(Type type)
    {
        var keys = Keys.Of(type);
        var properties = new JsonObject();
        foreach (var key in keys)
            properties[key.Name] = Property(key);
        var schema = new JsonObject { ["type"] = "object" };
        if (type.GetCustomAttribute<DescriptionAttribute>() is { } text)
            schema["description"] = text.Description;
        schema["properties"] = properties;
        if (keys.Any(key => key.Required))
            schema["required"] = Texts(keys.Where(key => key.Required).Select(key => key.Name));
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Property(Key key)
    {
        var schema = Typed(key.Property.PropertyType, key.Property);
        if (key.Property.GetCustomAttribute<DescriptionAttribute>() is { } text)
            schema["description"] = text.Description;
        return schema;
    }

    private static JsonObject Typed(Type type, PropertyInfo property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return ListOf(type.GetGenericArguments()[0], property);
        return Scalars.Handles(type) ? Scalar(type, property) : Record(type);
    }

    /// <summary>A single value stands for a list of one.</summary>
    private static JsonObject ListOf(Type item, PropertyInfo property)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = Element(item) };
        if (property.GetCustomAttribute<MinLengthAttribute>() is { } least)
            list["minItems"] = least.Length;
        return new JsonObject { ["anyOf"] = new JsonArray(list, Element(item)) };

        JsonObject Element(Type of) => Scalars.Handles(of) ? Scalar(of, property: null) : Record(of);
    }

    private static JsonObject Scalar(Type type, PropertyInfo? property)
    {
        if (type == typeof(bool))
            return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int))
            return Number(property);
        if (type.IsEnum)
            return new JsonObject { ["enum"] = Texts(EnumNames.Of(type)) };
        if (type == typeof(DateOnly))
            return Text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        if (type == typeof(TimeOnly))
            return Text("^[0-9]{2}:[0-9]{2}$");
        if (type == typeof(DateTimeOffset))
            return Text("^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}");
        if (property?.GetCustomAttribute<RegularExpressionAttribute>() is { } form)
            return Text(form.Pattern);
        // "article: 1033" is read as text: an editor must not mark it.
        return new JsonObject { ["type"] = new JsonArray("string", "integer") };
    }

    private static JsonObject Number(PropertyInfo? property)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (property?.GetCustomAttribute<RangeAttribute>() is not { } range)
            return schema;
        schema["minimum"] = (int)range.Minimum;
        if ((int)range.Maximum != int.MaxValue)
            schema["maximum"] = (int)range.Maximum;
        return schema;
    }

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
