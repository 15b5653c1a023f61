using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Compliance.Policies.Cases;

/// <summary>The small things that all parts of a case are written with and read by.</summary>
internal static class JsonElements
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <summary>UTC with milliseconds.</summary>
    public static void Time(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[24];
        value.UtcDateTime.TryFormat(text, out var written, TimeFormat, CultureInfo.InvariantCulture);
        json.WriteString(name, text[..written]);
    }

    public static DateTimeOffset Time(JsonElement element) =>
        DateTimeOffset.TryParseExact(
            element.GetString(),
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : throw new JsonException($"'{element}' is not a time in UTC with milliseconds.");

    public static string? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static string Required(JsonElement element, string name) =>
        Optional(element, name) ?? throw new JsonException($"'{name}' is missing.");

    public static JsonElement Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : throw new JsonException($"'{name}' is missing.");

    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];

    /// <summary>Later than the format: absent is the same as none.</summary>
    public static void Strings(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        if (values.IsDefaultOrEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static ImmutableArray<string> Strings(JsonElement element, string name) =>
        [.. Items(element, name).Select(value => value.GetString()!)];

    public static T Named<T>(JsonElement element, string name)
        where T : struct, Enum
    {
        var text = Required(element, name);
        return Binding.EnumNames<T>.TryParse(text, out var value) ? value : throw new JsonException($"'{text}' is no {typeof(T).Name}.");
    }
}
